#!/usr/bin/python3
"""Tests the makers themselves: other programs read what they write, and it is the same in every run.

Usage: test-make.py --cases=DIR --samples=DIR
"""
import argparse
import configparser
import csv
import datetime
import email
import email.policy
import filecmp
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "whole"))

from asn1crypto import cms as asn1_cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import load_der_public_key

import cms
import der
import keys
import kit
import pki
import tap

REASONS = HERE.parent.parent / "plugin" / "verdict" / "cf-reason-table.h"
NAMES = HERE.parent.parent / "plugin" / "fact" / "cf-name-table.h"
# RFC 6979 A.2.5, A.2.6, A.2.7: curve, digest, secret, r of the message "sample".
RFC_6979 = [
    ("p-256", "sha256", 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721,
     "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"),
    ("p-256", "sha512", 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721,
     "8496a60b5e9b47c825488827e0495b0e3fa109ec4568fd3f8d1097678eb97f00"),
    ("p-384", "sha384", 0x6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5,
     "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46"),
]
# X.690: a value and its octets.
DER_ROWS = [
    ("zero", der.integer(0), "020100"),
    ("a number with its highest bit set", der.integer(128), "02020080"),
    ("an arc of two octets", der.oid("1.2.840.113549.1.7.2"), "06092a864886f70d010702"),
    ("a long length", der.octet_string(bytes(200))[:4], "0481c800"),
    ("key usage: the first two bits", der.named_bits(0, 1), "030206c0"),
    ("key usage: keyCertSign and cRLSign", der.named_bits(5, 6), "03020106"),
    ("members of a set in order", der.set_of(der.integer(2), der.integer(1)), "3106020101020102"),
    ("an implicit tag keeps the constructed bit", der.implicit(0, der.set_of()), "a000"),
    ("a date before 2050", der.time(datetime.datetime(2049, 12, 31)), "170d3439313233313030303030305a"),
    ("a date after 2049", der.time(datetime.datetime(2050, 1, 1)),
     "180f32303530303130313030303030305a"),
]


def test_der(results):
    for says, made, wanted in DER_ROWS:
        results.result(made.hex() == wanted, f"DER: {says}", [made.hex()] * (made.hex() != wanted))


def test_signatures(results):
    for curve, digest, secret, wanted in RFC_6979:
        signature = keys.EcKey("", curve, secret).sign(b"sample", digest)
        results.result(bytes.fromhex(wanted) in signature, f"RFC 6979: {curve} {digest}")
    rsa = keys.key("info@bank.example")
    public = load_der_public_key(rsa.spki)
    public.verify(rsa.sign(b"x", "sha256"), b"x", padding.PKCS1v15(), hashes.SHA256())
    public.verify(rsa.sign(b"x", "sha512", "pss"), b"x", padding.PSS(padding.MGF1(hashes.SHA512()), 64), hashes.SHA512())
    results.result(True, "RSA: another program verifies both paddings")
    for curve, digest in (("p-256", hashes.SHA256()), ("p-384", hashes.SHA384()), ("p-521", hashes.SHA512())):
        key = keys.key("info@bank.example", curve)
        load_der_public_key(key.spki).verify(key.sign(b"x", digest.name), b"x", ec.ECDSA(digest))
    results.result(True, "ECDSA: another program verifies all curves")


def test_certificates(results):
    for certificate in (*pki.roots(), pki.intermediate(), pki.curve_authority(), pki.bank(), pki.japanese_bank(),
                        pki.bank(kind="ed25519"), pki.person("佐藤@例示.example"), pki.self_made()):
        read = asn1_x509.Certificate.load(certificate.der, strict=True)
        again = x509.load_der_x509_certificate(certificate.der)
        same = read.dump(force=True) == certificate.der and again.serial_number == certificate.serial
        results.result(same, f"certificate: {read.subject.human_friendly}")


def test_cms(results):
    made = cms.signed_data(kit.hello(), [kit.bank()], detached=False)
    read = asn1_cms.ContentInfo.load(made, strict=True)
    results.result(read.dump(force=True) == made, "CMS: DER that another program writes the same way")
    for says, streamed in (("in pieces", der.to_ber(made, 50)), ("in pieces of pieces", der.to_ber(made, 50, nested=True))):
        content = asn1_cms.ContentInfo.load(streamed)["content"]["encap_content_info"]["content"].native
        results.result(content == kit.hello() and streamed[1] == 0x80, f"CMS: the same content as BER {says}")


def files_below(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_again(results, script, first):
    """A second run in another process, under another hash seed, gives the same bytes."""
    with tempfile.TemporaryDirectory() as second:
        subprocess.run([sys.executable, HERE / script, second], check=True, timeout=200,
                       env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"})
        names = files_below(pathlib.Path(second))
        _, different, missing = filecmp.cmpfiles(first, second, names, shallow=False)
        results.result(len(names) > 0 and not different and not missing, f"{script}: {len(names)} files, the same in a second run",
                       [f"differ: {different}, missing: {missing}"] * bool(different or missing))


def table_names(path, pattern):
    return set(re.findall(pattern, path.read_text(encoding="utf-8")))


def test_case_files(results):
    """What people wrote into case.ini uses words that exist."""
    codes = table_names(REASONS, r"CF_REASON \((\d{3}),")
    words = table_names(NAMES, r'CF_NAME \(CF_(?:VERDICT|SEVERITY)_\w+, "([\w-]+)"\)')
    for path in sorted((HERE.parent / "messages").glob("*/case.ini")):
        ini = configparser.ConfigParser(interpolation=None, delimiters=("=",))
        ini.read(path, encoding="utf-8")
        expect = ini["expect"]
        used = set(re.findall(r"\d{3}", " ".join(expect.get(key, "") for key in ("codes", "has", "may", "absent"))))
        said = set(expect["verdict"].split("|")) | set(expect["severity"].split("|"))
        wrong = sorted((used - codes) | (said - words))
        if wrong or not ini["case"]["says"] or not ini["case"]["source"]:
            results.result(False, f"case.ini of {path.parent.name}", wrong)
    results.result(True, "every case.ini has its words")


def test_samples(results, samples):
    with open(samples / "manifest.tsv", encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    verdicts = {row["verdict"] for row in rows}
    reached = {"verified", "unsigned", "missing-certificate", "untrusted", "invalid", "undetermined"}
    results.result(verdicts == reached, "samples: every verdict that this version reaches", sorted(verdicts ^ reached))
    results.result({row["severity"] for row in rows} == {"good", "neutral", "caution", "danger"}, "samples: every severity")
    results.result({row["language"] for row in rows} == {"en", "ja"}, "samples: both languages")
    raw = [(samples / row["file"]).read_bytes() for row in rows]
    results.result(all(b"\r\n" not in message for message in raw), "samples: LF line ends, as an MH folder has them")
    test_sample_mails(results, [email.message_from_bytes(message, policy=email.policy.default) for message in raw])


def signed_at(mail):
    """The signing times in a mail's first detached signature."""
    for part in mail.walk():
        if part.get_content_type() == "application/pkcs7-signature" and part.get_content() != b"broken":
            signers = asn1_cms.ContentInfo.load(part.get_content())["content"]["signer_infos"]
            return [a["values"].native[0] for s in signers for a in s["signed_attrs"] if a["type"].native == "signing_time"]
    return []


def test_sample_mails(results, mails):
    """Another program reads a mailbox that could be somebody's."""
    dates = [mail["Date"].datetime for mail in mails]
    closed = [str(date) for date in dates if date.weekday() > 4 or not 9 <= date.hour + date.minute / 60 <= 18]
    results.result(not closed, "samples: written in office hours", closed)
    late = [date for date in dates if date.year == 2026]
    results.result(late == sorted(late) and len(late) >= len(dates) - 1, "samples: in the order of their dates")
    apart = [mail["Subject"] for mail, date in zip(mails, dates)
             if mail.get_content_type() == "multipart/signed"
             and any(abs(date - when) > datetime.timedelta(minutes=2) for when in signed_at(mail))]
    results.result(not apart and any(map(signed_at, mails)), "samples: signed when they are written", apart)
    results.result(len({mail["Message-ID"] for mail in mails}) == len(mails), "samples: each has its own Message-ID")
    names = {part.get_filename() for mail in mails for part in mail.walk()}
    results.result("請求書_2026年5月.pdf" in names, "samples: an attachment with a Japanese name")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", required=True, type=pathlib.Path)
    parser.add_argument("--samples", required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    results = tap.Tap()
    test_der(results)
    test_signatures(results)
    test_certificates(results)
    test_cms(results)
    test_case_files(results)
    test_samples(results, arguments.samples)
    test_again(results, "make-cases.py", arguments.cases)
    test_again(results, "make-samples.py", arguments.samples)
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
