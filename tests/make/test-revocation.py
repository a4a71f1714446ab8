#!/usr/bin/python3
"""Tests the makers of lists and responses: other programs read and verify them, and they are the same in every run.

Usage: test-revocation.py [--print]
"""
import base64
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "whole"))

from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cryptography.x509 import ocsp

import pki
import revocation
import tap
from revocation import Entry, List, Word

URL = "http://crl.example/g3.crl"
RESPONDER = "http://ocsp.example/"


def made():
    """One of each, by name."""
    ca, bank, alice = pki.intermediate(), pki.bank(), pki.alice()
    curve = pki.bank(kind="p-256")
    gone = Entry(bank, "2026-06-01", "key-compromise", "2026-05-31T12:00:00")
    other = Entry(alice, "2026-06-02", issuer=pki.root())
    word = Word(bank, "revoked", "2026-06-01", "superseded")
    return {
        "empty list": List(ca).der(),
        "list": List(ca, (gone, Entry(alice, "2026-06-02")), number=7, extra=(revocation.newer_beside(URL),)).der(),
        "delta": List(ca, (Entry(bank, "2026-06-03", "remove-from-crl"),), number=8, base=7).der(),
        "indirect list": List(ca, (gone, other), extra=(revocation.place(URL, indirect=True),)).der(),
        "list of reasons": List(ca, extra=(revocation.place(reasons=("key-compromise", "aa-compromise")),)).der(),
        "list of authorities": List(pki.root(), extra=(revocation.place(only="authorities"),)).der(),
        "list that keeps": List(ca, until=None, extra=(revocation.keeps_expired("2020-01-01"),)).der(),
        "list on a curve": List(pki.curve_authority(), (Entry(curve, "2026-06-03"),)).der(),
        "good": revocation.response(ca, Word(bank)),
        "revoked": revocation.response(ca, word, by_key=True, bare=True),
        "two words": revocation.response(ca, Word(alice, "unknown"), Word(bank, id_digest="sha256", until=None)),
        "delegated": revocation.response(revocation.responder(ca), Word(bank, archive_cutoff="2020-01-01")),
    }


def verify_list(octets, signer):
    return x509.load_der_x509_crl(octets).is_signature_valid(load_der_public_key(signer.key.spki))


def test_lists(results, octets):
    for name in [name for name in octets if "list" in name or name == "delta"]:
        signer = {"list of authorities": pki.root(), "list on a curve": pki.curve_authority()}.get(name, pki.intermediate())
        again = asn1_crl.CertificateList.load(octets[name], strict=True).dump(force=True)
        results.result(again == octets[name] and verify_list(octets[name], signer), f"another program reads: {name}")

    read = x509.load_der_x509_crl(octets["list"])
    entry = read.get_revoked_certificate_by_serial_number(pki.bank().serial)
    reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    results.result(reason == x509.ReasonFlags.key_compromise and len(read) == 2, "list: entries and reason")
    point = x509.load_der_x509_crl(octets["list of reasons"]).extensions.get_extension_for_class(
        x509.IssuingDistributionPoint).value
    wanted = {x509.ReasonFlags.key_compromise, x509.ReasonFlags.aa_compromise}
    results.result(set(point.only_some_reasons) == wanted, "list: some reasons only")
    spoiled = List(pki.intermediate(), spoiled=True).der()
    results.result(not verify_list(spoiled, pki.intermediate()), "list: a spoiled signature")


def test_responses(results, octets):
    for name, status, count in (("good", "GOOD", 1), ("revoked", "REVOKED", 1), ("delegated", "GOOD", 1), ("two words", None, 2)):
        again = asn1_ocsp.OCSPResponse.load(octets[name], strict=True).dump(force=True)
        read = ocsp.load_der_ocsp_response(octets[name])
        words = list(read.responses)
        fits = again == octets[name] and len(words) == count and (not status or words[0].certificate_status.name == status)
        results.result(fits and words[-1].serial_number == pki.bank().serial, f"another program reads: {name}")

    refused = ocsp.load_der_ocsp_response(revocation.refusal("try-later"))
    results.result(refused.response_status == ocsp.OCSPResponseStatus.TRY_LATER, "a refusal")
    asked = ocsp.load_der_ocsp_request(revocation.request(pki.bank()))
    fits = asked.serial_number == pki.bank().serial and len(asked.extensions) == 0
    results.result(fits and asked.issuer_key_hash == pki.intermediate().key_identifier, "a request")


def test_openssl(results, octets):
    """OpenSSL's own idea of who may sign: both kinds of signer, and the root alone is trusted."""
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "root.pem").write_text(pki.root().pem(), encoding="ascii")
        (place / "ca.pem").write_text(pki.intermediate().pem(), encoding="ascii")
        (place / "bank.pem").write_text(pki.bank().pem(), encoding="ascii")
        subprocess.run(["openssl", "ocsp", "-issuer", place / "ca.pem", "-cert", place / "bank.pem", "-no_nonce",
                        "-reqout", place / "request"], check=True, capture_output=True, timeout=30)
        results.result((place / "request").read_bytes() == revocation.request(pki.bank()), "OpenSSL asks the same")
        for name in ("good", "revoked", "delegated"):
            (place / "answer").write_bytes(octets[name])
            done = subprocess.run(
                ["openssl", "ocsp", "-respin", place / "answer", "-CAfile", place / "root.pem", "-issuer", place / "ca.pem",
                 "-cert", place / "bank.pem", "-verify_other", place / "ca.pem", "-no_nonce", "-attime", "1781503200"],
                capture_output=True, text=True, check=False, timeout=30)
            fits = "Response verify OK" in done.stderr and ("revoked" if name == "revoked" else "good") in done.stdout
            results.result(fits, f"OpenSSL verifies: {name}", (done.stdout + done.stderr).splitlines() * (not fits))


def test_lines(results):
    text = revocation.list_line(URL, List(pki.intermediate())) + revocation.responder_line(RESPONDER, pki.bank(), detail="timeout")
    found, failed = map(json.loads, text.splitlines())
    record = base64.b64decode(found["records"][0].removeprefix("base64:"))
    results.result(found["status"] == "found" and record == List(pki.intermediate()).der(), "recorded: a list")
    url, asked = failed["question"].split(" ")
    fits = failed["status"] == "failed" and url == RESPONDER and base64.b64decode(asked) == revocation.request(pki.bank())
    results.result(fits and failed["records"] == [] and failed["detail"] == "timeout", "recorded: a failure")


def digests(octets):
    return "".join(f"{hashlib.sha256(octets[name]).hexdigest()} {name}\n" for name in octets)


def test_again(results, octets):
    """A second run in another process, under another hash seed, gives the same bytes."""
    done = subprocess.run([sys.executable, __file__, "--print"], check=True, capture_output=True, text=True, timeout=60,
                          env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"})
    results.result(done.stdout == digests(octets), "the same in a second run")


def main():
    octets = made()
    if "--print" in sys.argv:
        print(digests(octets), end="")
        return 0
    results = tap.Tap()
    test_lists(results, octets)
    test_responses(results, octets)
    test_openssl(results, octets)
    test_lines(results)
    test_again(results, octets)
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
