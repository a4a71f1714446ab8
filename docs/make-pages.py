#!/usr/bin/python3
"""Makes pages out of what the program itself says: nothing stands in two places.

Usage: make-pages.py reasons PROGRAM              docs/reasons.md, on standard output
       make-pages.py manual PROGRAM LANG TEMPLATE certfirst.1 in a language, on standard output
       make-pages.py commands PROGRAM LANG FOLDER certfirst-COMMAND.1 of every command, into the folder

The catalogue comes from "certfirst explain --table", which prints the table of the source; commands and options from
"--help".  The catalogues of translations are found as the program finds them (CERTFIRST_LOCALEDIR).
"""
import json
import os
import pathlib
import re
import subprocess
import sys

LANGUAGES = ("en", "ja")
COMMAND = re.compile(r"^  ([a-z-]+) +(\S.*)$", re.M)
OPTION = re.compile(r"^  (?:(-\w), )?(--[a-z-]+)(=\S+)? +(\S.*)$", re.M)
HEADING = {
    "1": ("The signature", "電子署名"), "2": ("Certificate and identity", "電子証明書と送信者"), "3": ("Cancellation", "失効"),
    "4": ("The sender's domain", "送信元ドメイン"), "5": ("Rules, earlier mail, claimed sender", "管理者の設定・過去のメール・表示の送信者"),
    "6": ("How the mail is built", "メールの構造"), "9": ("Could not be checked", "確認できなかったもの"),
}
ROWS = (("headline", "On the ribbon", "帯の見出し"), ("found", "What was found", "確認結果"), ("meaning", "What it means", "意味"),
        ("advice", "What can be done", "対処方法"), ("spoken", "Spoken", "読み方"),
        ("cause", "Usual cause", "主な原因"), ("question", "Ask the caller", "お尋ねすること"), ("contact", "Pass it on to", "連絡先"))
PREFACE = """# Reasons, for help desks — 理由の一覧（問い合わせ窓口用）

Every code that Certfirst can show: what the ribbon says, what it means, what can be done, how the code is said on the telephone, what is
usually behind it, what to ask and whom to tell.
Made from the program's own table by `docs/make-pages.py`; a test compares them. Print it, or ask for one code at a time:
`certfirst explain CF502`, `certfirst explain --lang=ja CF502`. A saved report is explained with its own names and dates, also a
redacted one, and without a network: `certfirst explain report.json`.

Certfirst が表示するすべてのコードについて、帯の見出し、意味、対処方法、電話での読み方、主な原因、お尋ねすること、連絡先をまとめています。プログラム内の一覧から
`docs/make-pages.py` で作成しています。このまま印刷して使えます。コードを一つだけ調べるには `certfirst explain --lang=ja CF502`、
保存した報告を調べるには `certfirst explain --lang=ja 報告.json` を使います（匿名化した報告でも、オフラインでも使えます）。

On the telephone — 電話での手順:

1. "Does the ribbon say Danger or Caution? Please tell me the code, letter by letter." Repeat the code.
   「帯に『危険』か『注意』とありますか。コードを一文字ずつお願いします」コードを復唱します。
2. "Please do not open links or attachments. Have you opened any already?" If so: an incident, and nobody's fault.
   「リンクや添付ファイルは開かないでください。もう開かれましたか」開いていた場合は事案として対応し、相手を責めません。
3. Read out what it means, then what can be done, word for word. 「意味」「対処方法」の順に、そのまま読み上げます。
4. "Call a number that you already know, not one from the mail." 「メール内の番号ではなく、以前からご存じの番号へおかけください」
5. "Please choose Copy report in Details. What is the check number?" 「『詳細』の『報告をコピー』をお願いします。確認番号は何番ですか」

Words in angle brackets stand for what a mail fills in. Severity is what a reason has alone; beside others it may be more or less.
〈 〉の部分には、メールごとの内容が入ります。重大度は、その理由だけの場合のものです。ほかの理由との組み合わせで変わることがあります。
"""
SEVERITY = {"good": "確認済み", "neutral": "情報", "caution": "注意", "danger": "危険"}


def run(program, *words, lang="en"):
    language = {"LANGUAGE": "" if lang == "en" else lang, "LC_ALL": "C.UTF-8", "COLUMNS": "200"}
    # A sanitized build looks for leaks at the end; that is for the tests.
    quiet = {"ASAN_OPTIONS": "detect_leaks=0"}
    done = subprocess.run([program, *words], capture_output=True, check=True, timeout=120, env={**os.environ, **quiet, **language})
    return done.stdout.decode("utf-8")


def read_table(program, lang):
    return [json.loads(line) for line in run(program, "explain", "--table", f"--lang={lang}").splitlines()]


def make_reasons(program):
    tables = {lang: read_table(program, lang) for lang in LANGUAGES}
    out, group = [PREFACE], ""
    for english, japanese in zip(*(tables[lang] for lang in LANGUAGES)):
        if english["code"][2] != group:
            group = english["code"][2]
            out.append(f"\n## CF{group}xx: {HEADING[group][0]} — {HEADING[group][1]}\n")
        out.append(f"\n### {english['code']} {english['name']}\n\n{english['severity']} — {SEVERITY[english['severity']]}\n\n")
        out.append("| | English | 日本語 |\n| --- | --- | --- |\n")
        for key, name, other in ROWS:
            if english[key] or japanese[key]:
                out.append(f"| {name}<br>{other} | {markdown(english[key])} | {markdown(japanese[key])} |\n")
    return "".join(out)


def markdown(text):
    return re.sub(r"([\\|<>*_`])", r"\\\1", text)


def roff(text):
    """Plain text as one input line that formats nothing."""
    text = text.replace("\\", "\\e")
    text = re.sub(r"(?<![\w-])-(-?)(?=\w)", lambda match: "\\-" * len(match[0]), text)
    return "\\&" + text if text[:1] in (".", "'") else text


def make_commands(program, lang):
    return "".join(f".TP\n.B {roff(name)}\n{roff(says)}\n" for name, says in COMMAND.findall(run(program, "--help", lang=lang)))


def list_commands(program, lang):
    for name, _ in COMMAND.findall(run(program, "--help", lang=lang)):
        if name == "policy":
            yield from (["policy", below] for below, _ in COMMAND.findall(run(program, "policy", "--help", lang=lang)))
        else:
            yield [name]


def make_usage(program, words, lang):
    text = run(program, *words, "--help", lang=lang)
    # GLib may have words of its own for "[OPTION…]".
    return re.sub(r" \[[^]]*\]", " [オプション]" if lang == "ja" else " [options]", re.search(r"^  (certfirst .*)$", text, re.M)[1], count=1)


def make_command_options(program, words, lang):
    out = []
    for short, name, value, says in OPTION.findall(run(program, *words, "--help", lang=lang)):
        if name != "--help":
            names = f"{short}, {name}" if short else name
            out.append(f".TP\n.B \"{roff(names)}{roff(value)}\"\n{roff(says)}\n")
    return "".join(out)


def make_options(program, lang):
    return make_sections(program, list_commands(program, lang), lang)


def make_sections(program, commands, lang):
    return "".join(f".SS \"{roff(make_usage(program, words, lang))}\"\n{make_command_options(program, words, lang)}" for words in commands)


# The words around a command's page: English, Japanese.
PAGE = {"en": ("User Commands", "NAME", "SYNOPSIS", "OPTIONS", "SEE ALSO"), "ja": ("ユーザーコマンド", "名前", "書式", "オプション", "関連項目")}


def make_command_page(program, lang, name, says):
    section, *headings = PAGE[lang]
    version = run(program, "--version").split()[-1]
    japanese = ".mso ja.tmac\n.ad l\n" if lang == "ja" else ""
    below = [["policy", word] for word, _ in COMMAND.findall(run(program, name, "--help", lang=lang))] if name == "policy" else [[name]]
    usage = "".join(f".B \"{roff(make_usage(program, words, lang))}\"\n.br\n" for words in below)
    options = make_sections(program, below, lang) if len(below) > 1 else make_command_options(program, [name], lang)
    return (f"{japanese}.TH CERTFIRST-{name.upper()} 1 \"\" \"Certfirst {version}\" \"{section}\"\n.SH {headings[0]}\n"
            f"certfirst\\-{name} \\- {roff(says)}\n.SH {headings[1]}\n{usage}.SH {headings[2]}\n{options}"
            f".SH {headings[3]}\n.BR certfirst (1),\n.BR certfirst.policy (5)\n")


def write_command_pages(program, lang, folder):
    for name, says in COMMAND.findall(run(program, "--help", lang=lang)):
        page = make_command_page(program, lang, name, says)
        pathlib.Path(folder, f"certfirst-{name}.1").write_text(page, encoding="utf-8")


def make_catalogue(program, lang):
    out = []
    for row in read_table(program, lang):
        sentences = [row["headline"] + ("" if row["headline"].endswith("。") else "。" if lang == "ja" else "."), row["found"],
                     row["meaning"], row["advice"]]
        # A line end is a blank, and Japanese has none between sentences.
        text = roff("".join(sentences)) if lang == "ja" else "\n".join(map(roff, sentences))
        out.append(f".TP\n.B \"{roff(row['code'] + ' ' + row['name'])}\"\n{text}\n")
    return "".join(out)


def make_manual(program, lang, template):
    page = pathlib.Path(template).read_text(encoding="utf-8")
    parts = {"@VERSION@\n": run(program, "--version").split()[-1] + "\n", "@COMMANDS@\n": make_commands(program, lang),
             "@OPTIONS@\n": make_options(program, lang), "@REASONS@\n": make_catalogue(program, lang)}
    page = page.replace("@VERSION@", parts.pop("@VERSION@\n").strip())
    for mark, text in parts.items():
        page = page.replace(mark, text)
    return page


def main():
    what, program, *more = sys.argv[1:]
    if what == "commands":
        write_command_pages(program, *more)
        return
    text = make_reasons(program) if what == "reasons" else make_manual(program, *more)
    sys.stdout.buffer.write(text.encode("utf-8"))


if __name__ == "__main__":
    main()
