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
