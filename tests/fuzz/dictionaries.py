"""dictionaries.py: the words that a fuzzer puts in, for each target; from our own tables where there are some"""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MIME = ("From: ", "From : ", "Sender: ", "Reply-To: ", "Subject: ", "Date: ", "To: ", "Message-ID: ", "MIME-Version: 1.0",
        "Content-Type: ", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable",
        "Content-Disposition: attachment; filename=\"a.p7m\"", "multipart/signed", "multipart/mixed", "multipart/alternative",
        "multipart/related", "message/rfc822", "message/partial", "message/external-body", "application/pkcs7-mime",
        "application/pkcs7-signature", "protocol=\"application/pkcs7-signature\"", "smime-type=signed-data",
        "smime-type=enveloped-data", "boundary=", "boundary*0=", "boundary*=utf-8''", "micalg=sha-256", "hp=\"clear\"",
        "charset=iso-2022-jp", "=?utf-8?B?", "=?iso-2022-jp?B?", "?=", "--", "\r\n", "\r\n\r\n", "\n ", "\x1b$B", "\x1b(B", "\x00",
        "<alice@example.com>", "info@bank.example", "group: a@b, c@d;", "(comment)", "\"quoted\"", "@a,@b:c@d", "xn--", "=\r\n")
DKIM = ("v=1;", "a=rsa-sha256;", "a=ed25519-sha256;", "c=relaxed/relaxed;", "c=simple/simple;", "d=bank.example;", "s=s1;", "h=from:to:",
        "bh=", "b=", "l=0;", "l=18446744073709551615;", "t=1781514000;", "x=1;", "i=1;", "i=50;", "i=@bank.example;", "q=dns/txt;",
        "cv=none;", "cv=pass;", "cv=fail;", "z=", "\r\n ", ": ", " ;", "DKIM-Signature: ", "ARC-Seal: ", "ARC-Message-Signature: ",
        "ARC-Authentication-Results: ")
AUTH = ("Authentication-Results: ", "mx.example.com", "; dkim=pass", "; spf=fail", "; dmarc=pass", "; none", "header.d=", "header.from=",
        "smtp.mailfrom=", "policy.", "reason=\"", "(", ")", "/1", "Received: from a by mx.example.com ", "with ESMTPS id x; ",
        "Mon, 15 Jun 2026 17:58:00 +0900", "List-Id: <", "BIMI-Selector: v=BIMI1; s=", "\r\n\t")
RECORDS = ("v=DMARC1;", "p=none;", "p=quarantine;", "p=reject;", "sp=", "np=", "adkim=s;", "aspf=r;", "psd=y;", "t=y;", "pct=50;", "rua=mailto:",
           "v=DKIM1;", "k=rsa;", "k=ed25519;", "h=sha256;", "t=s;", "t=y:s;", "s=email;", "p=", "v=BIMI1;", "l=https://", "a=https://", "co.jp")
OIDS = ("2a864886f70d010701", "2a864886f70d010702", "2a864886f70d010703", "2a864886f70d0109100109", "2a864886f70d010903",
        "2a864886f70d010904", "2a864886f70d010905", "2a864886f70d010910022f", "608648016503040201", "608648016503040202",
        "2a864886f70d010101", "2a864886f70d01010a", "2a864886f70d01010b", "2a8648ce3d0201", "2a8648ce3d040302", "2b6570", "551d11", "551d0f",
        "551d13", "551d1e", "551d1f", "551d20", "551d23", "551d25", "2b06010505070304", "2b06010505070101", "2b0601050507300101",
        "2b0601050507300102")
BER = tuple(bytes.fromhex(text) for text in ("3080", "0000", "a080", "a000", "2480", "0500", "020100", "020101", "0201ff", "3082ffff", "3084ffffffff",
                                             "0101ff", "03020780", "170d", "180f"))
JSON = ("null", "true", "false", "{}", "[]", "\\u0000", "\\ud800", "-1", "1e9", "9223372036854775807", "18446744073709551616")


def quoted(path, pattern):
    return tuple(dict.fromkeys(re.findall(pattern, (ROOT / path).read_text(encoding="utf-8"))))


def names_of_reports():
    return tuple(f'"{name}"' for name in quoted("plugin/fact/cf-name-table.h", r'"([a-z0-9-]+)"')
                 + quoted("plugin/fact/cf-evidence-table.h", r'"([a-z0-9-]+)"'))


def all_words():
    """{target: words}, each text or octets."""
    ber = BER + tuple(bytes([6, len(oid) // 2]) + bytes.fromhex(oid) for oid in OIDS)
    policy = quoted("plugin/policy/cf-policy-table.h", r'"([a-z.-]+)"')
    policy = tuple(f"{word}=" for word in policy) + policy + ("[default]", "[sender ", "[anchor ", "[list ", "]\n", "locked=*", "*.")
    domain = DKIM + MIME
    answers = ('{"kind": "dns"', '"question": "TXT ', '"status": "found"', '"dnssec": "secure"', '"records": ["base64:', '"fetched": ',
               '"expires": null', '"detail": ') + JSON
    return {"whole": MIME + DKIM + AUTH, "mime": MIME, "domain": domain, "dkim": DKIM, "auth": AUTH, "records": RECORDS, "cms": ber, "cert": ber,
            "revocation": ber, "policy": policy, "csv": ('""', '","', "required", "expected", "name,domain,since,class\r\n", "*."),
            "frames": JSON + ('"id": 1', '"call": "check"', '"place": "server"', '"exact": true', "\x10\x00\x00\x00"), "answers": answers,
            "report": JSON + names_of_reports()}


def write(path, words):
    """As libFuzzer reads it: one word in quotes a line, all but plain letters as \\xAB."""
    lines = []
    for word in words:
        octets = word if isinstance(word, bytes) else word.encode()
        shown = "".join(chr(byte) if chr(byte).isalnum() and byte < 128 else f"\\x{byte:02x}" for byte in octets)
        lines.append(f'"{shown}"\n')
    path.write_text("".join(lines), encoding="ascii")
