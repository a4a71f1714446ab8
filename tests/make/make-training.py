#!/usr/bin/python3
"""Makes what "certfirst samples" copies: one mail for each state, and all that makes it show its state anywhere.

Usage: make-training.py [--stamp=FILE --depfile=FILE] OUT

OUT/mail/NN-VERDICT-CODE.eml are the messages, OUT/anchors.pem the roots, OUT/samples.policy the rules, OUT/answers.jsonl
what was answered about them, OUT/README.md what each one shows and how to see it, OUT/manifest.tsv the same for programs.
"""
import argparse
import dataclasses
import datetime
import pathlib
import sys

sys.dont_write_bytecode = True

import answers
import kit
import moment
import pki
import samples
import stamp
from kit import detached, letter, text, word
from samples import SAMPLES

AT = "2026-06-15T09:00:00Z"
COLUMNS = ("file", "verdict", "severity", "code")
SEVERITY = {"good": "確認済み", "neutral": "情報", "caution": "注意", "danger": "危険"}
POLICY = samples.POLICY.replace("# Rules for the senders of the sample mailbox.  Its names exist nowhere, so nobody is asked about them.\n[network]\n"
                                "mode=none\n", "# Rules for the senders of the training mails.  Their names exist nowhere.\n") + """
[sender pay.example]
domain-badge=安心マーク
display-names=Example Pay

[sender modern-bank.example]
display-names=Modern Bank
"""
# Of the mailbox of samples those that need no explanation; in Japanese what is in the picture of a help desk.
CHOSEN = {
    "a bank's notice, signed; the authority confirmed the organisation": "署名された銀行のお知らせ。認証局が組織名を確認しています。",
    "a signed personal mail; the authority confirmed the address only": "署名された個人のメール。認証局が確認したのはアドレスだけです。",
    "an ordinary mail in ISO-2022-JP": "通常のメール（署名なし）。警告は出ません。",
    "an attack: the bank's address, no signature": "銀行のアドレスをかたる攻撃。電子署名がありません。",
    "an attack: the bank's address under a self-made certificate": "自作の電子証明書で銀行をかたる攻撃。",
    "a city's address, which signs every mail, without a signature": "すべてのメールに署名する自治体のアドレスで、署名のないもの。",
    "a shop that usually signs, without a signature": "普段は署名する店からの、署名のないメール。",
    "a signed invoice whose account number was changed": "署名のあとで口座番号が書き換えられた請求書。",
    "a signed mail with a mailing list's footer beside it": "メーリングリストの署名欄が外側に付いた署名付きメール。",
    "a broken signature": "壊れた電子署名。",
    "a signed subject that differs from the one shown": "表示の件名と、署名された件名が異なるメール。",
    "signed by another address": "差出人とは別のアドレスによる署名。",
    "signed with SHA-1": "古い方式（SHA-1）による署名。",
    "an issuer that nobody registered": "登録されていない認証局の電子証明書。",
    "a company's own authority, not registered here": "企業独自の認証局（未登録）の電子証明書。",
    "a certificate for servers": "サーバー用の電子証明書による署名。",
    "a good signature, but replies go elsewhere": "署名は正しいが、返信先が別のアドレスになっているメール。",
    "an old signed mail; its certificate has expired": "電子証明書の期限が切れた、古い署名付きメール。",
    "an encrypted mail": "暗号化されたメール（まだ開いていません）。",
    "a certificate that names where to ask about revocation": "失効の有無を確認できていないメール。",
    "a mail with two From fields": "差出人の行が二つあるメール。",
}


@dataclasses.dataclass(frozen=True)
class Training:
    sample: samples.Sample
    japanese: str
    answers: tuple = ()


def revoked():
    return samples.bank(ocsp=kit.RESPONDER)


def answered():
    return samples.works(ocsp=kit.RESPONDER)


def row(verdict, severity, code, what, japanese, make, *lines):
    return Training(samples.Sample("", what, verdict, severity, code, make), japanese, lines)


def pay():
    return letter(text("Your receipt for June.\n\nExample Pay\n"), sender="Example Pay <news@pay.example>", subject="Your receipt")


EXTRA = [
    row("verified-domain", "good", "CF419", "not signed; the sender's domain is registered for a badge, and proved",
        "署名はないが、登録済みの送信元ドメインを確認できたメール。", lambda: kit.sealed(pay(), "pay.example")),
    row("unsigned", "danger", "CF422", "the same sender, and nothing proves the domain", "同じ差出人で、送信元を確認できないメール。", pay),
    row("verified", "good", "CF202", "signed; the authority answered that the certificate is not cancelled",
        "署名付き。失効していないことを認証局に確認済みです。",
        lambda: letter(detached(text(samples.INVOICE_TEXT), answered()), sender=samples.WORKS, subject="Invoice 2026-0618"),
        lambda: kit.said(answered())),
    row("missing-certificate", "danger", "CF501", "signed with a certificate that was cancelled before: the rule is not met",
        "受信前に失効した電子証明書による署名（管理者の設定も満たしません）。",
        lambda: letter(detached(text(samples.BANK_TEXT), revoked()), sender=samples.BANK, subject=word("【例示銀行】お知らせ")),
        lambda: kit.said_revoked(revoked(), reason="key-compromise")),
    row("missing-certificate", "danger", "CF505", "the name of a bank over another address", "表示名だけ銀行を名乗る、別のアドレス。",
        lambda: letter(text("Your account was used abroad.\n"), sender=f"{word('例示銀行')} <info@evil.example>", subject="Alert")),
    row("missing-certificate", "danger", "CF506", "a domain that only looks like another", "本物に似せたドメイン（rn と m）。",
        lambda: letter(text("Please sign in today.\n"), sender="Info <info@rnodern-bank.example>", subject="Sign in")),
    row("unsigned", "neutral", "CF423", "the domain asks to refuse mail that it did not send, and nothing proves this one",
        "なりすましの受信拒否を求めるドメインで、送信元を示す証拠のないメール。",
        lambda: letter(text("Please pay today.\n"), sender="Example Post <post@post.example>", subject="Your parcel")),
]


def published():
    """What DNS and authorities answered about the senders; nobody else is asked."""
    found = [*answers.published("pay.example"), *answers.dmarc("post.example", "v=DMARC1; p=reject")]
    return answers.lines(*found).decode() + "".join(line() for one in EXTRA for line in one.answers)


def choose():
    by_what = {sample.what: sample for sample in SAMPLES}
    return [Training(by_what[what], japanese) for what, japanese in CHOSEN.items()] + EXTRA


README = """# Training mails — 研修用の見本メール

One mail for each state that the ribbon can show, made for training help desks. The senders exist nowhere, and the authorities
are ours: the certificates are worth nothing outside of this folder. Nobody is asked: the answers stand in `answers.jsonl`.
Together they show the same on every machine:

リボンが表示する状態ごとに、見本のメールが1通ずつ入っています（問い合わせ窓口の研修用）。差出人はすべて架空のもので、電子証明書も
このフォルダーの外では通用しません。照会の結果は `answers.jsonl` に記録してあるため、どこにも接続せず、どのパソコンでも同じ結果になります。

    certfirst check --policy=samples.policy --trust-anchors=anchors.pem --lookups=answers.jsonl --at={at} mail/*.eml
    certfirst check --lang=ja --format=html --policy=samples.policy --trust-anchors=anchors.pem --lookups=answers.jsonl --at={at} mail/12*.eml >12.html
    certfirst explain CF501

Exercise: cover the table, open a mail, say aloud what the caller sees, what you ask, what you tell — then look at `certfirst explain`.

練習方法：下の表を隠してメールを開き、「お客様に何が見えているか」「何を尋ねるか」「何を案内するか」を声に出してから、
`certfirst explain --lang=ja CF501` のように答え合わせをします。

| mail | code | severity — 重大度 | what it is — 内容 |
| --- | --- | --- | --- |
{rows}"""


def write(out):
    mail = out / "mail"
    mail.mkdir(parents=True, exist_ok=True)
    for old in mail.glob("*.eml"):
        old.unlink()
    manifest, rows = ["\t".join(COLUMNS)], []
    for number, one in enumerate(choose(), 1):
        sample = one.sample
        name = f"{number:02}-{sample.verdict}-{sample.code}.eml"
        with moment.at(datetime.datetime(2026, 6, 15, 9, number, tzinfo=moment.JST)):
            (mail / name).write_bytes(sample.make())
        manifest.append("\t".join((f"mail/{name}", sample.verdict, sample.severity, sample.code)))
        rows.append(f"| {number:02} | {sample.code} | {sample.severity} — {SEVERITY[sample.severity]} | {sample.what}<br>{one.japanese} |\n")
    (out / "anchors.pem").write_text(pki.bundle(*pki.roots()), encoding="ascii")
    (out / "samples.policy").write_text(POLICY, encoding="utf-8")
    (out / "answers.jsonl").write_text("".join(sorted(published().splitlines(keepends=True))), encoding="utf-8")
    (out / "manifest.tsv").write_text("\n".join(manifest) + "\n", encoding="utf-8")
    (out / "README.md").write_text(README.format(at=AT, rows="".join(rows)), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    stamp.add_options(parser)
    parser.add_argument("out", type=pathlib.Path)
    arguments = parser.parse_args()
    write(arguments.out)
    stamp.write(arguments, [])


if __name__ == "__main__":
    main()
