"""samples.py: a mailbox of ordinary and less ordinary mails, one row each

Made for trying the program by hand, for screenshots and for training.  The
certificates live to the end of 2035, longer than real ones, so that the
mailbox shows the same thing in some years' time.
"""
import dataclasses
import datetime
from typing import Callable

import certs
import moment
from kit import (Signer, alternative, attachment, cms, delivery_report, detached, detached_entity, dkim,
                 encrypted, forwarded, invitation, letter, multipart, opaque, pdf, pki, protected, text, word)

LIFE = {"begins": "2026-01-01", "ends": "2035-12-31T23:59:59"}

POLICY = """# Rules for the senders of the sample mailbox.  Its names exist nowhere, so nobody is asked about them.
[network]
mode=none

[sender bank.example]
certificate=required
display-names=例示銀行

[sender city.example]
certificate=expected
display-names=例示市

[sender shop.example]
certificate=usual
display-names=Example Shop
"""

BANK = f"{word('例示銀行')} <info@bank.example>"
BANK_EN = "Example Bank <info@bank.example>"
SHOJI = f"{word('例示商事株式会社 経理部')} <keiri@shoji.example>"
CITY = f"{word('例示市役所')} <info@city.example>"
HANAKO = f"{word('田中 花子')} <hanako@example.or.jp>"
ALICE = "Alice Sato <alice@example.com>"
WORKS = "Example Works Accounts <accounts@works.example>"
MALLORY = "mallory@evil.example"
LIST = ["List-Id: <users.lists.example>", "Precedence: list"]

BANK_TEXT = """お客様各位

平素より例示銀行をご利用いただき、誠にありがとうございます。
5月分のご利用明細が確定しましたので、お知らせいたします。

  ご利用明細番号  2026-05-0415
  お引き落とし日  2026年5月27日(水)

当行からのメールには、すべて電子署名を付けております。
※本メールは送信専用です。ご返信いただいてもお答えできません。

例示銀行株式会社
"""
ATTACK_TEXT = """お客様の口座で不審なお取引を検知いたしました。
24時間以内にご確認いただけない場合は、口座のご利用を制限させていただきます。

https://bank-security.example.net/login

例示銀行 セキュリティセンター
"""
BENEFIT_TEXT = """給付金の受け取りには、口座の登録が必要です。
下記よりお手続きください。

https://kyufu.example.net/touroku

例示市役所
"""
LIBRARY_TEXT = "6月22日(月)は館内整理のため休館いたします。\n\n例示市役所\n"
SHOJI_TEXT = """佐藤様

いつもお世話になっております。例示商事の鈴木です。
2026年5月分の請求書をお送りいたします。
お支払期限は6月30日(火)です。ご確認のほど、よろしくお願いいたします。

例示商事株式会社 経理部
鈴木 健
"""
INVOICE_TEXT = "Dear customer,\n\nplease find attached invoice 2026-0615.\n\nExample Works Ltd.\n"
INSURANCE_TEXT = "Dear policyholder,\n\nyour policy renews on 1 July 2026.\nNothing needs to be done.\n\nExample Insurance\n"
NEWS_HTML = """<html><body style="font-family: sans-serif">
<h1>June at Example Garden</h1>
<p>Roses, strawberries and <b>20 % off</b> all watering cans.</p>
<p><a href="https://garden.example/june">Read more</a></p>
</body></html>
"""


def from_hanako(*lines):
    """A mail of hers between its usual first and last lines."""
    return "\n".join(["佐藤様", "", "いつもお世話になっております。田中です。", *lines, "", "田中 花子", ""])


MEETING_TEXT = from_hanako(
    "先日はお忙しいところお時間をいただき、ありがとうございました。",
    "次回の打ち合わせは、6月22日(月) 10時からでいかがでしょうか。",
    "どうぞよろしくお願いいたします。")
ROOM_TEXT = from_hanako(
    "6月22日(月)の打ち合わせですが、会場を第1会議室に変更いたしました。",
    "時間に変更はございません。",
    "お手数をおかけしますが、よろしくお願いいたします。")
GREETING_TEXT = from_hanako(
    "このたび、6月1日付で企画部へ異動いたしました。",
    "これまでのご厚情に、心より御礼申し上げます。",
    "今後とも変わらぬお付き合いのほど、よろしくお願いいたします。")
AWAY_TEXT = from_hanako(
    "明日は終日外出のため、メールへのお返事が遅くなります。",
    "お急ぎの場合は、お電話でご連絡ください。")
REPLY_TEXT = from_hanako(
    "先日お送りしたお見積書は、ご覧いただけましたでしょうか。",
    "お手数ですが、6月19日(金)までにご返信いただけますと幸いです。",
    "よろしくお願いいたします。")
CONTRACT_TEXT = from_hanako(
    "ご契約内容をまとめた書面を、本日郵送いたしました。",
    "お手元に届きましたら、内容をご確認くださいますようお願いいたします。")


@dataclasses.dataclass(frozen=True)
class Sample:
    language: str
    what: str
    verdict: str
    severity: str
    code: str
    make: Callable[[], bytes]


def bank(**more):
    return pki.japanese_bank(**{**LIFE, **more})


def person(address, **more):
    return pki.person(address, **{**LIFE, **more})


def alice():
    return person("alice@example.com")


def hanako(**more):
    return person("hanako@example.or.jp", issuer=pki.japanese_authority(), **more)


def insurance():
    return pki.organisation("Example Insurance Ltd.", "service@insurance.example", kind="p-256", **LIFE)


def shoji():
    return pki.organisation("例示商事株式会社", "keiri@shoji.example", pki.japanese_authority(), **LIFE)


def works(issuer=None, **more):
    subject = certs.name(C="JP", O="Example Works Ltd.", GN="Ken", SN="Suzuki", CN="Ken Suzuki")
    return pki.holder("accounts@works.example", subject, issuer or pki.intermediate(),
                      **{"mailboxes": ("accounts@works.example",), "policies": (pki.SPONSOR,), **LIFE, **more})


def japanese(subject, body, **more):
    return letter(body, subject=word(subject), **more)


def bank_letter(*signers, **more):
    return japanese("【例示銀行】5月分ご利用明細のお知らせ", detached(text(BANK_TEXT), *signers), sender=BANK, **more)


def changed(message, before, after):
    """What somebody on the way makes of it."""
    assert before in message
    return message.replace(before, after, 1)


def altered_payment():
    body = text("Please pay invoice 2026-0615 to account 1234567.\n\nExample Works Ltd.\n")
    message = letter(detached(body, works()), sender=WORKS, subject="Invoice 2026-0615")
    return changed(message, b"1234567", b"7654321")


def altered_by_list():
    message = letter(detached(text("Does anyone have the slides?\n\nAlice\n"), alice()), sender=ALICE,
                     to="users@lists.example", subject="[users] Slides", after=LIST)
    return changed(message, b"Alice\r\n", b"Alice\r\n_______\r\nusers mailing list - https://lists.example/\r\n")


def list_footer():
    body = multipart("mixed", detached(text("Does anyone have the slides?\n\nAlice\n"), alice()),
                     text("_______\nusers mailing list - https://lists.example/\n"))
    return letter(body, sender=ALICE, to="users@lists.example", subject="[users] Slides", after=LIST)


def iso_2022_jp(entity_of=lambda entity: entity):
    body = entity_of(text(MEETING_TEXT, charset="iso-2022-jp", encoding="7bit"))
    name = word("田中 花子", "iso-2022-jp")
    return letter(body, sender=f"{name} <hanako@example.or.jp>", subject=word("次回の打ち合わせについて", "iso-2022-jp"))


def two_senders():
    return letter(text("Your parcel is waiting. Pay the customs fee today.\n"), sender=f"Example Post <post@example.net>",
                  subject="Your parcel", after=[f"From: {MALLORY}"])


def forwarded_notice():
    with moment.at(moment.written.get() - datetime.timedelta(days=4)):
        inner = letter(detached(text(INSURANCE_TEXT), insurance()), subject="Your policy",
                       sender="Example Insurance <service@insurance.example>")
    return letter(multipart("mixed", text("For your files.\n\nAlice\n"), forwarded(inner)), sender=ALICE,
                  subject="Fwd: Your policy")


SAMPLES = [
    Sample("ja", "a bank's notice, signed; the authority confirmed the organisation", "verified", "good", "CF202",
           lambda: bank_letter(bank())),
    Sample("en", "an insurer's notice, opaque signature on a curve", "verified", "good", "CF202",
           lambda: letter(opaque(text(INSURANCE_TEXT), insurance()), sender="Example Insurance <service@insurance.example>",
                          subject="Your policy renews on 1 July")),
    Sample("ja", "a signed personal mail; the authority confirmed the address only", "verified", "good", "CF203",
           lambda: japanese("次回の打ち合わせについて", detached(text(MEETING_TEXT), hanako()), sender=HANAKO)),
    Sample("en", "a signed invoice with a PDF", "verified", "good", "CF202",
           lambda: letter(detached(multipart("mixed", text(INVOICE_TEXT), attachment("invoice-2026-0615.pdf",
                          "application/pdf", pdf())), works()), sender=WORKS, subject="Invoice 2026-0615")),
    Sample("ja", "an ordinary mail in ISO-2022-JP", "unsigned", "neutral", "CF105", iso_2022_jp),
    Sample("ja", "the same mail, signed", "verified", "good", "CF203",
           lambda: iso_2022_jp(lambda entity: detached(entity, hanako()))),
    Sample("en", "a newsletter in HTML", "unsigned", "neutral", "CF105",
           lambda: letter(alternative("June at Example Garden\n\nhttps://garden.example/june\n", NEWS_HTML),
                          sender="Example Garden <news@garden.example>", subject="June at Example Garden",
                          before=[dkim("garden.example")], after=["List-Unsubscribe: <https://garden.example/leave>"])),
    Sample("en", "a calendar invitation", "unsigned", "neutral", "CF105",
           lambda: letter(invitation("alice@example.com", "Budget meeting"), sender=ALICE, subject="Budget meeting")),
    Sample("ja", "a signed calendar invitation", "verified", "good", "CF203",
           lambda: japanese("予算会議", detached(invitation("hanako@example.or.jp", "予算会議",
                            "日時：2026年6月22日(月) 10:00〜11:00"), hanako()), sender=HANAKO)),
    Sample("en", "a server's report on a mail that could not be delivered", "unsigned", "neutral", "CF105",
           lambda: letter(delivery_report("nobody@example.org"), subject="Undelivered Mail Returned to Sender",
                          sender="Mail Delivery System <MAILER-DAEMON@mx.example.org>")),
    Sample("en", "a report that claims to come from the bank's server", "missing-certificate", "caution", "CF501",
           lambda: letter(delivery_report("nobody@example.org"), subject="Undelivered Mail Returned to Sender",
                          sender="Mail Delivery System <MAILER-DAEMON@bank.example>")),
    Sample("ja", "an attack: the bank's address, no signature", "missing-certificate", "danger", "CF501",
           lambda: japanese("【重要】お取引目的等のご確認のお願い", text(ATTACK_TEXT), sender=BANK)),
    Sample("en", "an attack: the bank's address under a self-made certificate", "missing-certificate", "danger", "CF501",
           lambda: letter(detached(text("Please confirm your account today.\n\nExample Bank\n"),
                          pki.self_made(**LIFE)), sender=BANK_EN, subject="Confirm your account")),
    Sample("ja", "a city's address, which signs every mail, without a signature", "missing-certificate", "danger", "CF502",
           lambda: japanese("給付金のお知らせ", text(BENEFIT_TEXT), sender=CITY)),
    Sample("ja", "the same with a server's seal that DNS has not answered for", "missing-certificate", "caution", "CF502",
           lambda: japanese("図書館休館日のお知らせ", text(LIBRARY_TEXT), sender=CITY,
                            before=[dkim("city.example")])),
    Sample("en", "a shop that usually signs, without a signature", "missing-certificate", "caution", "CF514",
           lambda: letter(text("Your order has been shipped.\n\nExample Shop\n"), subject="Your order 4711",
                          sender="Example Shop <orders@shop.example>")),
    Sample("en", "the same shop with a server's seal", "unsigned", "neutral", "CF514",
           lambda: letter(text("Your order has arrived.\n\nExample Shop\n"), subject="Your order 4711",
                          sender="Example Shop <orders@shop.example>", before=[dkim("shop.example")])),
    Sample("en", "a signed invoice whose account number was changed", "invalid", "danger", "CF104", altered_payment),
    Sample("en", "a signed mail whose text a mailing list changed", "invalid", "danger", "CF104", altered_by_list),
    Sample("en", "a signed mail with a mailing list's footer beside it", "invalid", "caution", "CF601", list_footer),
    Sample("ja", "a broken signature", "invalid", "danger", "CF107",
           lambda: japanese("会場変更のご連絡", detached_entity(text(ROOM_TEXT), b"broken"), sender=HANAKO)),
    Sample("en", "a signed subject that differs from the one shown", "invalid", "caution", "CF605",
           lambda: letter(detached(protected("See you on Monday.\n", From=ALICE, Subject="Monday"), alice()),
                          sender=ALICE, subject="Urgent: please pay today")),
    Sample("en", "signed by another address", "untrusted", "caution", "CF212",
           lambda: letter(detached(text("Please use my new account.\n\nAlice\n"), person(MALLORY)), sender=ALICE,
                          subject="New account")),
    Sample("en", "signed with SHA-1", "untrusted", "caution", "CF106",
           lambda: letter(detached(text("Our old gateway still works.\n\nKen Suzuki\n"), Signer(works(), "sha1")),
                          sender=WORKS, subject="From our old gateway")),
    Sample("ja", "an issuer that nobody registered", "untrusted", "caution", "CF205",
           lambda: japanese("ごあいさつ", detached(text(GREETING_TEXT), person("hanako@example.or.jp",
                            issuer=pki.unknown_root(), kind="p-256"), more=[pki.unknown_root()]), sender=HANAKO)),
    Sample("en", "a company's own authority, not registered here", "untrusted", "caution", "CF206",
           lambda: letter(detached(text(INVOICE_TEXT), works(pki.private_root(), policies=()), more=[pki.private_root()]),
                          sender=WORKS, subject="Invoice 2026-0616")),
    Sample("en", "a certificate for servers", "untrusted", "caution", "CF215",
           lambda: letter(detached(text(INVOICE_TEXT), works(purposes=("server",))), sender=WORKS,
                          subject="Invoice 2026-0617")),
    Sample("ja", "a key of 1024 bits", "untrusted", "caution", "CF214",
           lambda: japanese("不在のご連絡", detached(text(AWAY_TEXT), hanako(kind="rsa-1024")), sender=HANAKO)),
    Sample("ja", "a good signature, but replies go elsewhere", "untrusted", "caution", "CF611",
           lambda: japanese("ご返信のお願い", detached(text(REPLY_TEXT), hanako()), sender=HANAKO,
                            after=[f"Reply-To: {MALLORY}"])),
    Sample("en", "an old signed mail; its certificate has expired", "undetermined", "neutral", "CF213",
           lambda: letter(detached(text("Merry Christmas!\n\nAlice\n"), Signer(person("alice@example.com",
                          begins="2024-01-01", ends="2025-03-31T23:59:59"), time="2024-12-24T09:00:00")), sender=ALICE,
                          subject="Merry Christmas", date="Tue, 24 Dec 2024 18:00:00 +0900")),
    Sample("ja", "an encrypted mail", "undetermined", "neutral", "CF612",
           lambda: japanese("見積書の件", encrypted(cms.enveloped_data(alice())), sender=HANAKO)),
    Sample("en", "an encrypted mail from a sender that must sign", "undetermined", "caution", "CF612",
           lambda: letter(encrypted(cms.enveloped_data(alice(), 800)), sender=BANK_EN, subject="Your statement")),
    Sample("ja", "a certificate that names where to ask about revocation", "undetermined", "neutral", "CF307",
           lambda: japanese("ご契約内容のお知らせ", detached(text(CONTRACT_TEXT), hanako(ocsp="http://ocsp.ca.example/")),
                            sender=HANAKO)),
    Sample("en", "a signed mail with two Subject fields", "undetermined", "caution", "CF614",
           lambda: letter(detached(text("See you on Monday.\n"), alice()), sender=ALICE, subject="Monday",
                          after=["Subject: Your account was closed"])),
    Sample("en", "a mail with two From fields", "unsigned", "danger", "CF606", two_senders),
    Sample("en", "a signed mail forwarded in an unsigned one", "unsigned", "neutral", "CF105", forwarded_notice),
    Sample("ja", "a signed invoice with a PDF that has a Japanese name", "verified", "good", "CF202",
           lambda: japanese("請求書(2026年5月分)送付のご案内", detached(multipart("mixed", text(SHOJI_TEXT), attachment(
                            "請求書_2026年5月.pdf", "application/pdf", pdf("Invoice 2026-05"))), shoji()), sender=SHOJI)),
]
