"""office.py: a year of mail of 20 people, all of it genuine

For the rate of false alarms (MEANING section 9).  What comes in, and how
often, is what an office in Japan sees: the table KINDS says it, and each
function below makes one mail of its kind as the programs of the world write
it, good ones and careless ones.  Nothing in here looks at what Certfirst
thinks of it.  The same seed gives the same bytes.

Directory senders and their names are read from the policy that is shipped.
"""
import base64
import configparser
import datetime
import email.utils
import random

import answers
import kit
import mail
import moment
import pki
import seal
from mail import octets

OWN = "reijikogyo.example"
SISTER = "reijikogyou.example"
FIRST = datetime.datetime(2025, 12, 1, 8, 0, tzinfo=moment.JST)

# What an administrator has after a dry run of his own: his company's names, who sends in them, a few rules.
POLICY = """\
[default]
mode=enforce
[sender reijikogyo.example]
certificate=optional
display-names=例示工業;Reiji Kogyo
[sender payroll@reijikogyo.example]
certificate=required
[sender reijikogyou.example]
certificate=optional
display-names=例示工業テック
[sender hr-cloud.example]
certificate=optional
display-names=例示工業
[sender keihi-cloud.example]
certificate=optional
display-names=例示工業
[sender notice@shinkin.example]
certificate=expected
display-names=例示信用金庫
[sender tokyo-parts.example]
certificate=usual
display-names=東京部品
[list staff]
list-id=staff.reijikogyo.example
dkim-domain=reijikogyo.example
"""

FAMILY = """佐藤:Sato 鈴木:Suzuki 高橋:Takahashi 田中:Tanaka 伊藤:Ito 渡辺:Watanabe 山本:Yamamoto 中村:Nakamura 小林:Kobayashi
加藤:Kato 吉田:Yoshida 山田:Yamada 佐々木:Sasaki 山口:Yamaguchi 松本:Matsumoto 井上:Inoue 木村:Kimura 林:Hayashi 斎藤:Saito
清水:Shimizu 山崎:Yamazaki 森:Mori 池田:Ikeda 橋本:Hashimoto 阿部:Abe 石川:Ishikawa 三井:Mitsui 住友:Sumitomo 横浜:Yokohama"""
GIVEN = """太郎:Taro 花子:Hanako 健一:Kenichi 陽子:Yoko 大輔:Daisuke 美咲:Misaki 翔:Sho 直美:Naomi 誠:Makoto 恵:Megumi 亮:Ryo
由美子:Yumiko 隆:Takashi 愛:Ai 浩二:Koji 真理:Mari"""
WORLD = ("Anna Müller", "John O'Neil", "María-José Núñez", "J. R. Smith, Jr.", "Nguyễn Văn An", "Иван Петров", "王小明", "Kim Min-jun",
         "Dr. Peter Bank", "Sony Jones", "Grace Mufg Lee", "Robert Trust")
WORDS = """sakura fuji minato midori asahi hikari tsubasa nippon kanto kansai hokuto tokai nishi higashi daiwa sanyo taiyo kyowa meiwa shinsei
chuo sogo kokusai mizuho sumi oka yama kawa umi sora kita denki kikai kenzai shoji sangyo bussan unyu insatsu shokuhin yakuhin
seisaku design soft systems data cloud net web labs works tech trade print food logistics medical power green blue north""".split()
ENDINGS = ("example", "test")
TRADE_JA = "電機 商事 工業 印刷 食品 運輸 建設 製薬 設計 システム サービス 銀行 信用金庫 保険 証券 大学 病院 市役所 協会 機構".split()
TOPICS = ("見積書の件", "打ち合わせの日程", "議事録", "請求書送付のご案内", "ご質問", "Re: 図面の確認", "Re: Re: 納期", "Meeting on Friday", "Quarterly figures",
          "Re: drawing rev. 3", "[重要] システムメンテナンス", "お知らせ", "Fwd: 資料", "Invoice 2026-0615", "ありがとうございました")

# Such an office gets about 15 mails a person and working day, 75,000 a year; every third of them is made.  How many of a
# kind follows from what it is: a share of the mail around it where it comes with that (1 in 40 letters to a list is
# signed, 1 in 50 delivery reports has an empty From), or else how often it happens to the whole office in a year,
# divided by three (a boss whose secretary signs for him about every second week).
KINDS = {
    # inside the company
    "colleague": 6000, "colleague-phone": 500, "colleague-signed": 250, "payroll": 80, "payroll-phone": 1,
    "staff-list": 500, "secretary": 30,
    "secretary-signed": 8, "sister": 600, "sister-unregistered": 7, "own-service": 450, "own-service-unregistered": 5,
    # business partners
    "partner": 4800, "partner-phone": 400, "partner-signed": 250, "partner-own-authority": 4, "partner-encrypted": 13, "rule-usual": 150,
    "local-bank": 50,
    # machines
    "newsletter": 3500, "service": 2300, "service-address-in-name": 15, "form": 90, "calendar": 700, "delivery-report": 240,
    "delivery-report-empty-from": 5, "auto-reply": 200,
    # lists
    "list": 2200, "list-signed": 50, "list-signed-altered": 2, "list-via": 250,
    # senders of the directory, and those who resemble them
    "bank-signed": 600, "bank-unsigned": 250, "bank-staff": 30, "bank-strict": 40, "name-contains": 8, "same-label": 4,
    # through other hands, or by old programs
    "forward": 350, "forward-signed-inside": 30, "forward-automatic": 120, "careless": 160,
}


class Year:
    """The generator: mails() gives (kind, octets) in the order of arrival."""

    def __init__(self, directory, number=20260615):
        self.random = random.Random(number)
        self.directory = self.read_directory(directory)
        self.keys = {}
        self.staff = [self.person(OWN, short=index) for index in range(20)]
        self.partners = [self.company() for _ in range(900)]
        self.contacts = [self.person(self.pick(self.partners)) for _ in range(2500)]
        self.signers = [self.person(self.pick(self.partners)) for _ in range(8)]
        self.shops = [self.company() for _ in range(260)]
        self.lists = [(self.company(), self.pick(WORDS) + self.pick(("-ml", "-users", "-announce", ""))) for _ in range(40)]

    # --- the world ---

    def read_directory(self, path):
        """[(address, names, certificate)]"""
        parser = configparser.ConfigParser(delimiters=("=",), interpolation=None, strict=True)
        parser.read(path, encoding="utf-8")
        found = []
        for section in parser.sections():
            pattern = section.removeprefix("sender ")
            address = pattern if "@" in pattern else "info@" + pattern.replace("*.", "mail.")
            found.append((address, parser[section]["display-names"].split(";"), parser[section]["certificate"]))
        return found

    def pick(self, things):
        return self.random.choice(things)

    def chance(self, share):
        return self.random.random() < share

    def company(self):
        label = self.pick(WORDS) + self.pick(("", "-", "")) + self.pick(WORDS) + self.pick(("", "", "", "1", "-jp", "2"))
        return f"{label}.{self.pick(ENDINGS)}"

    def name(self):
        if self.chance(0.1):
            return self.pick(WORLD)
        family, given = (self.pick(table.split()).split(":") for table in (FAMILY, GIVEN))
        return self.pick((f"{family[0]} {given[0]}", f"{family[0]}{given[0]}", f"{given[1]} {family[1]}", f"{family[1].upper()} {given[1]}",
                          family[0], f"{family[0]}／{family[1]}"))

    def person(self, domain, short=None):
        local = self.pick(GIVEN.split()).split(":")[1].lower() + self.pick((".", "-", "_", "")) + \
            self.pick(FAMILY.split()).split(":")[1].lower() + ("" if short is None else str(short))
        name = self.name()
        if self.chance(0.25):
            name += self.pick(("（{}）", "＠{}", " / {}", "【{}】", " ({})")).format(self.pick(WORDS) + self.pick(TRADE_JA))
        return name, f"{local}@{domain}"

    # --- how programs write ---

    def word(self, text):
        """A display name or subject as some program writes it."""
        if text.isascii():
            return f'"{text}"' if any(letter in text for letter in '(),.:;<>@[]"') or self.chance(0.2) else text
        try:
            raw = text.encode("iso-2022-jp") if self.chance(0.25) else None
        except UnicodeEncodeError:
            raw = None
        if raw is not None and len(raw) < 40:
            return f"=?ISO-2022-JP?B?{base64.b64encode(raw).decode()}?="
        return text if self.chance(0.03) else mail.word(text, "UTF-8")

    def subject(self, topic):
        return topic if topic.isascii() else self.word(topic)

    def body(self):
        words = " ".join(self.pick(WORDS) for _ in range(self.random.randint(5, 60)))
        plain = f"{self.pick(TOPICS)}\n\n{words}\n"
        shape = self.random.random()
        if shape < 0.5:
            return mail.text(plain)
        if shape < 0.85:
            return mail.alternative(plain, f"<p>{plain}</p>")
        return mail.multipart("mixed", mail.text(plain), mail.attachment("見積.pdf", "application/pdf", mail.pdf()))

    def letter(self, who, body=None, to=None, topic=None, before=(), after=()):
        name, address = who
        sender = f"{self.word(name)} <{address}>" if name else address
        reader = to or self.pick(self.staff)[1]
        return kit.letter(body or self.body(), sender=sender, to=reader, subject=self.subject(topic or self.pick(TOPICS)), before=before,
                          after=after, identity=f"{self.random.getrandbits(64):x}")

    def sealed(self, message, domain, **more):
        self.keys[domain] = seal.record(domain)
        return seal.seal(message, domain, **more)

    def usually_sealed(self, message, domain, share=0.75):
        return self.sealed(message, domain) if self.chance(share) else message

    @staticmethod
    def domain_of(who):
        return who[1].partition("@")[2]

    def signed(self, who, body=None, certificate=None):
        certificate = certificate or pki.person(who[1], kind="p-256")
        return kit.detached(body or self.body(), kit.Signer(certificate))

    def organisation(self, names, address):
        return pki.organisation(names[0], address, kind="p-256")

    # --- kinds: inside the company, where nobody seals what stays inside ---

    def colleague(self):
        return self.letter(self.pick(self.staff))

    def colleague_phone(self):
        name, address = self.pick(self.staff)
        if self.chance(0.1):
            return self.letter((name, f"{self.pick(GIVEN.split()).split(':')[1].lower()}..{self.random.randint(1, 99)}@keitai.example"))
        return self.usually_sealed(self.letter((name, address), mail.text("了解です。\n\niPhoneから送信\n")), OWN, 0.8)

    def colleague_signed(self):
        who = self.pick(self.staff[:3])
        return self.letter(who, self.signed(who))

    def payroll(self):
        who = ("給与計算", f"payroll@{OWN}")
        return self.letter(who, self.signed(who))

    def payroll_phone(self):
        """Once somebody answers a question from a train."""
        return self.letter(("給与計算", f"payroll@{OWN}"), mail.text("明日確認します。\n"))

    def staff_list(self):
        who = self.pick(self.staff)
        before = [f"List-Id: <staff.{OWN}>", f"List-Post: <mailto:staff@{OWN}>", f"Sender: staff-bounces@{OWN}"]
        message = self.letter(who, to=f"staff@{OWN}", topic="[staff] " + self.pick(TOPICS), before=before)
        return self.sealed(message, OWN, names=["From", "To", "Subject", "Date", "List-Id", "Content-Type", "Message-ID"])

    def secretary(self):
        return self.letter(self.staff[0], before=[f"Sender: {self.staff[1][1]}"])

    def secretary_signed(self):
        return self.letter(self.staff[0], self.signed(self.staff[1]), before=[f"Sender: {self.staff[1][1]}"])

    def sister(self):
        return self.usually_sealed(self.letter(self.person(SISTER)), SISTER, 0.9)

    def sister_unregistered(self):
        domain = "reijikogyo-service.example"
        return self.usually_sealed(self.letter(self.person(domain)), domain, 0.9)

    def own_service(self):
        domain = self.pick(("hr-cloud.example", "keihi-cloud.example"))
        name = self.pick(("例示工業株式会社", "例示工業 人事部", "例示工業株式会社（経費精算）"))
        return self.sealed(self.letter((name, f"noreply@{domain}"), after=[f"Reply-To: jinji@{OWN}"]), domain)

    def own_service_unregistered(self):
        name = self.pick(("例示工業 健康保険組合", "Reiji Kogyo Survey", "例示工業 社内アンケート", "例示工業株式会社"))
        return self.usually_sealed(self.letter((name, f"noreply@{self.pick(self.shops)}")), "other.example")

    # --- kinds: business partners ---

    def partner(self):
        who = self.pick(self.contacts)
        return self.usually_sealed(self.letter(who), self.domain_of(who))

    def partner_phone(self):
        return self.letter((self.pick(("", self.name())), f"{self.random.getrandbits(40):x}@{self.pick(('keitai.example', 'mobile.test'))}"))

    def partner_signed(self):
        who = self.pick(self.signers)
        return self.usually_sealed(self.letter(who, self.signed(who)), self.domain_of(who))

    def partner_own_authority(self):
        who = self.signers[0]
        return self.letter(who, self.signed(who, certificate=pki.self_made("Partner", who[1])))

    def partner_encrypted(self):
        return self.letter(self.pick(self.signers), kit.encrypted(kit.cms.enveloped_data(pki.alice())))

    def rule_usual(self):
        who = ("東京部品 " + self.name(), "sales@tokyo-parts.example")
        if self.chance(0.75):
            return self.sealed(self.letter(who, self.signed(who)), "tokyo-parts.example")
        return self.usually_sealed(self.letter(who), "tokyo-parts.example", 0.95)

    def local_bank(self):
        who = ("例示信用金庫", "notice@shinkin.example")
        return self.sealed(self.letter(who, self.signed(who, certificate=self.organisation([who[0]], who[1]))), "shinkin.example")

    # --- kinds: machines ---

    def newsletter(self):
        shop = self.pick(self.shops)
        name = self.pick(("{} News", "{}通信", "{} メールマガジン", "{}【公式】", "{}サポート", "{} Bank News")).format(shop.split(".")[0].title())
        sender, after = f"news@{shop}", ["List-Unsubscribe: <https://example.com/u>", "Precedence: bulk"]
        if self.chance(0.4):
            after.append(f"Reply-To: {self.pick((f'support@{shop}', f'reply-{self.random.getrandbits(20)}@mailer.example'))}")
        message = self.letter((name, sender), after=after)
        return self.usually_sealed(message, self.pick((shop, shop, "mailer.example")), 0.97)

    def service(self):
        domain = self.pick(self.shops[:40])
        name = self.pick(("{} (Tracker)", "{} via Drive", "{} さん（チャット）", "{}")).format(self.name())
        return self.usually_sealed(self.letter((name, f"notifications@{domain}"), after=[f"Reply-To: reply+{self.random.getrandbits(40):x}@{domain}"]),
                                   domain, 0.97)

    def service_address_in_name(self):
        domain = self.pick(self.shops[:40])
        return self.sealed(self.letter((f"{self.pick(self.contacts)[1]} via Share", f"no-reply@{domain}")), domain)

    def form(self):
        visitor = self.pick(self.contacts)
        return self.letter((self.pick(("お問い合わせフォーム", visitor[0], "")), f"form@{OWN}"), after=[f"Reply-To: {visitor[1]}"])

    def calendar(self):
        who = self.pick(self.contacts + self.staff)
        body = mail.invitation(who[1], "Meeting")
        before = [f"Sender: Calendar <notification@{self.shops[0]}>"] if self.chance(0.5) else []
        return self.usually_sealed(self.letter(who, body, topic="招待: 打ち合わせ", before=before), self.pick((self.domain_of(who), self.shops[0])))

    def delivery_report(self):
        host = self.pick((OWN, OWN, self.pick(self.partners)))
        who = ("Mail Delivery System", self.pick((f"MAILER-DAEMON@{host}", f"MAILER-DAEMON@mx.{host}", f"postmaster@{host}")))
        return self.letter(who, mail.delivery_report(self.pick(self.contacts)[1]), topic="Undelivered Mail Returned to Sender")

    def delivery_report_empty_from(self):
        return self.letter(("Mail Delivery Subsystem", ""), mail.delivery_report(self.pick(self.contacts)[1]), topic="Returned mail")

    def auto_reply(self):
        return self.letter(self.pick(self.contacts), topic="自動返信: 不在", after=["Auto-Submitted: auto-replied"])

    # --- kinds: lists ---

    def list_letter(self, who, body):
        domain, name = self.pick(self.lists)
        before = [f"List-Id: <{name}.{domain}>", f"List-Post: <mailto:{name}@{domain}>", f"Sender: {name}-bounces@{domain}", "Precedence: list"]
        return self.letter(who, body, to=f"{name}@{domain}", topic=f"[{name}:{self.random.randint(1, 9999):05}] {self.pick(TOPICS)}", before=before,
                           after=[f"Reply-To: {name}@{domain}"] if self.chance(0.5) else []), domain

    def list(self):
        message, domain = self.list_letter(self.pick(self.contacts), self.body())
        return self.usually_sealed(message, domain, 0.5)

    def list_signed(self):
        """Half of the lists put a footer under it, as a part of its own."""
        who = self.pick(self.signers)
        body = self.signed(who)
        if self.chance(0.5):
            body = mail.multipart("mixed", body, mail.text("____\nlist mailing list\n"))
        return self.list_letter(who, body)[0]

    def list_signed_altered(self):
        """An old list program writes its footer into the text."""
        return self.list_signed().replace(b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n",
                                          b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\nlist:\r\n", 1)

    def list_via(self):
        domain, name = self.pick(self.lists)
        who = self.pick(self.contacts)
        message = self.letter((f"{who[0]} via {name}", f"{name}@{domain}"), before=[f"List-Id: <{name}.{domain}>", f"List-Post: <mailto:{name}@{domain}>"], after=[f"Reply-To: {who[1]}"])
        return self.sealed(message, domain)

    # --- kinds: senders of the directory ---

    def entry(self, *certificates):
        return self.pick([one for one in self.directory if one[2] in certificates])

    def bank_signed(self):
        address, names, _ = self.entry("usual")
        who = (self.pick(names), address)
        return self.usually_sealed(self.letter(who, self.signed(who, certificate=self.organisation(names, address))), self.domain_of(who), 0.95)

    def bank_unsigned(self):
        """One in twelve goes a way where its seal does not cover all that is needed, or has none."""
        address, names, _ = self.entry("usual", "optional")
        who = (self.pick((names[0], names[-1], names[0] + " お客様サポート", "")), address)
        message = self.letter(who)
        if self.chance(0.04):
            return message
        return self.sealed(message, self.domain_of(who), names=["From", "Date"] if self.chance(0.04) else None)

    def bank_staff(self):
        address, names, _ = self.entry("usual")
        domain = address.partition("@")[2]
        who = (f"{names[0]} {self.name()}", f"{self.pick(GIVEN.split()).split(':')[1].lower()}@{domain}")
        return self.usually_sealed(self.letter(who), domain, 0.9)

    def bank_strict(self):
        address, names, _ = self.entry("expected")
        who = (names[0], address)
        return self.sealed(self.letter(who, self.signed(who, certificate=self.organisation(names, address))), self.domain_of(who))

    def name_contains(self):
        """Others who rightly have such a name in theirs."""
        name = self.pick(self.pick(self.directory)[1])
        shown = self.pick(("{} 健康保険組合", "{}健保", "{}企業年金基金", "{} (via eSign)", "{}OB会", "{} Alumni", "元{}の佐藤")).format(name)
        shop = self.pick(self.shops)
        return self.usually_sealed(self.letter((shown, f"info@{shop}")), shop)

    def same_label(self):
        """An organisation of the directory under another suffix: its world-wide site, its old name."""
        domain = self.pick(self.directory)[0].partition("@")[2]
        label = next(part for part in domain.split(".") if domain.endswith((f"{part}.co.jp", f"{part}.jp", f"{part}.com", f"{part}.net", f"{part}.ac.jp",
                                                                            f"{part}.go.jp")))
        return self.sealed(self.letter(("Newsletter", f"news@{label}.example")), f"{label}.example")

    # --- kinds: what passes through other hands ---

    def forward(self):
        inner = self.letter(self.pick(self.contacts))
        body = mail.multipart("mixed", mail.text("FYI\n"), mail.forwarded(inner)) if self.chance(0.4) else None
        return self.letter(self.pick(self.staff), body, topic="Fwd: " + self.pick(TOPICS))

    def forward_signed_inside(self):
        who = self.pick(self.signers)
        inner = self.letter(who, self.signed(who))
        return self.letter(self.pick(self.staff), mail.multipart("mixed", mail.text("FYI\n"), mail.forwarded(inner)), topic="Fwd: " + self.pick(TOPICS))

    def forward_automatic(self):
        """An old address passes mail on; every third time it marks the subject, which breaks seals."""
        message = self.pick((self.partner, self.newsletter, self.service, self.bank_signed))()
        if self.chance(0.33):
            message = message.replace(b"\r\nSubject: ", b"\r\nSubject: [old] ", 1)
        return f"Delivered-To: {self.pick(self.staff)[1]}\r\nX-Forwarded-For: old@{OWN}\r\n".encode() + message

    def careless(self):
        """Programs of long ago."""
        name, address = self.pick(self.contacts)
        local, domain = address.split("@")
        sender = self.pick((f"From: {name} <{address}>".encode(), f"From: {address} ({name.encode('ascii', 'ignore').decode()})".encode(),
                            f"From: <{address}>".encode(), f"FROM: {address.upper()}".encode(),
                            f"From: {local}.@{domain}".encode(), "From: 佐藤 <".encode("shift_jis") + f"{address}>".encode()))
        after = self.pick(([], [f"Date: {moment.date(1)}"], ["X-Empty:"], ["Content-Type: text/plain; charset=x-unknown"], ["Subject: again"]))
        return kit.letter(octets("Content-Type: text/plain\n\nhello\n"), sender=sender, after=after, to=self.pick(self.staff)[1], version=False,
                          identity=f"{self.random.getrandbits(64):x}", subject="hello")

    # --- the year ---

    def mails(self):
        order = [kind for kind, many in KINDS.items() for _ in range(many)]
        self.random.shuffle(order)
        for number, kind in enumerate(order):
            with moment.at(FIRST + datetime.timedelta(minutes=20 * number)):
                yield kind, getattr(self, kind.replace("-", "_"))()

    def answers(self):
        """What DNS says: the keys of all that was sealed; their DMARC records."""
        found = [answers.txt(f"s1._domainkey.{domain}", record) for domain, record in self.keys.items()]
        found += [answers.txt(f"_dmarc.{domain}", f"v=DMARC1; p={('none', 'quarantine', 'reject')[len(domain) % 3]}") for domain in self.keys]
        return answers.lines(*found)


def forgeries(year):
    """What has to be warned about, so that quiet is not deafness: (what, octets)."""
    bank, names, _ = year.entry("expected")
    usual, usual_names, _ = year.entry("usual")
    yield "unsigned mail of a bank that signs all", year.letter((names[0], bank))
    yield "unsigned mail of one that usually signs", year.letter((usual_names[0], usual))
    yield "its name, another address", year.letter((names[0], "info@evil.example"))
    yield "the company's name, another address", year.letter(("例示工業株式会社", "soumu@evil.example"))
    yield "unsigned payroll", year.letter(("給与計算", f"payroll@{OWN}"))
    yield "another address in the name", year.letter((year.staff[0][1], "ceo@evil.example"))
    yield "one letter more", year.letter(("社長", "shacho@reijikogyoo.example"))
    whole = next(address for address, *_ in year.directory if "@mi" in address)
    yield "rn for m", year.letter(("", whole.replace("@m", "@rn")))
    yield "the company's domain in front of another", year.letter(("", f"info@{OWN}.evil.example"))
    yield "signed by another", year.letter(("給与計算", f"payroll@{OWN}"), year.signed(year.signers[0]))


def mbox(mails):
    """One file of all of them, in the order of arrival."""
    stamp = email.utils.formatdate(0).encode()
    for message in mails:
        quoted = b"".join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in message.splitlines(keepends=True))
        yield b"From year " + stamp + b"\n" + quoted + b"\n"
