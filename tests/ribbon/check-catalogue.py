#!/usr/bin/env python3
"""The catalogue holds every text that people read, and each one in Japanese.

usage: check-catalogue.py SOURCE_ROOT

Says TAP.  Without the gettext tools the checks that need them are skipped.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

KEYWORDS = ['_', 'N_', 'C_:1c,2']
MARKED = re.compile(r'(?<![A-Za-z0-9_])(?:N_|C_|_) ?\(\s*"|translatable="yes"')

JAPANESE = '[ぁ-んァ-ヶー一-龥]'
# How the catalogue of the ribbon writes; all other texts as well.
SPELLINGS = [
    (r'(?:%[.\d]*[a-z]|\d) (?:通|日|件|個|年|か月)', 'a blank between a number and its counter'),
    (rf'{JAPANESE} ?\(|\) ?{JAPANESE}', 'half-width brackets in Japanese'),
    (rf'{JAPANESE}:', 'a half-width colon in Japanese'),
    (rf'{JAPANESE} {JAPANESE}', 'a blank between Japanese words'),
    (r'[Ａ-Ｚａ-ｚ０-９]', 'full-width letters or digits'),
    (r'発行者|失効確認済|メイル|差出し|下さい|出来', 'another word than the catalogue has'),
    (r'(?:サーバ|フォルダ|ユーザ|プリンタ|メモリ|ヘッダ)(?!ー)', 'a long vowel that is left out'),
    (r'(?<!電子)(?<!ルート)証明書(?!ポリシー)', 'a certificate that is not called 電子証明書'),
]


def misspelt(text):
    """Every Japanese text that is written in another way than SPELLINGS has it."""
    for block in text.split('\n\n'):
        words = re.search(r'^msgstr (.*)', block, re.M | re.S)
        for line in re.findall(r'"((?:[^"\\]|\\.)*)"', words[1] if words and 'msgid ""\nmsgstr' not in block else ''):
            for pattern, why in SPELLINGS:
                if re.search(pattern, line):
                    yield f'{why}: {line}'


def marked_files(root):
    """Every source file with a text that is marked for translation."""
    for folder in ('plugin', 'ui'):
        for path in sorted((root / folder).rglob('*')):
            if path.suffix in ('.c', '.h', '.ui') and MARKED.search(path.read_text(encoding='utf-8')):
                yield str(path.relative_to(root))


def listed_files(root):
    lines = (root / 'po' / 'POTFILES.in').read_text(encoding='utf-8').splitlines()
    return [line for line in lines if line and not line.startswith('#')]


def run(*arguments, cwd):
    done = subprocess.run(arguments, cwd=cwd, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stderr


def extract(root, pot):
    keywords = ['--keyword=' + keyword for keyword in KEYWORDS]
    return run('xgettext', '--from-code=UTF-8', *keywords, '-f', 'po/POTFILES.in', '-o', pot, cwd=root)


def checks(root, languages):
    listed, marked = set(listed_files(root)), set(marked_files(root))
    yield 'POTFILES.in lists every file with texts', not marked - listed, sorted(marked - listed)
    yield 'POTFILES.in lists no other file', not listed - marked, sorted(listed - marked)
    wrong = list(misspelt((root / 'po' / 'ja.po').read_text(encoding='utf-8')))
    yield 'po/ja.po is spelt like the catalogue', not wrong, '\n'.join(wrong)
    if not all(shutil.which(tool) for tool in ('xgettext', 'msgfmt', 'msgcmp')):
        yield 'catalogues # SKIP no gettext tools', True, ''
        return
    with tempfile.TemporaryDirectory() as folder:
        pot = folder + '/certfirst.pot'
        yield 'texts can be extracted', *extract(root, pot)
        for language in languages:
            po = f'po/{language}.po'
            yield f'{po} is well formed', *run('msgfmt', '--check', '-o', '/dev/null', po, cwd=root)
            yield f'{po} is complete', *run('msgcmp', po, pot, cwd=root)


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    languages = (root / 'po' / 'LINGUAS').read_text(encoding='utf-8').split()
    number, failed = 0, 0
    for name, passed, why in checks(root, languages):
        number += 1
        failed += not passed
        print(f'{"ok" if passed else "not ok"} {number} {name}')
        if not passed:
            print('\n'.join('# ' + line for line in str(why).splitlines()))
    print(f'1..{number}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
