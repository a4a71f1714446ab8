#!/usr/bin/python3
"""Compares what we call intact with OpenSSL and GnuPG.

Usage: witness.py --program=CERTFIRST --cases=DIR --samples=DIR

For each message of the cases and samples with a signature of its own: do
`openssl cms -verify -noverify` and `gpgsm --verify` find that every signature
on it matches its content?  Neither is asked about chains, times or addresses.
Where one differs from us, a row of DIFFER says why; any other difference
fails, and so does a row that is no longer needed.
"""
import argparse
import collections
import email
import email.policy
import os
import pathlib
import re
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True

import cases
import report as reports
import tap

SECONDS = 60
BOTH = ("openssl", "gpgsm")
OPENSSL, GPGSM = ("openssl",), ("gpgsm",)

# case: who differs, and why.
STRICT = "content-type and message-digest have to be there once, and right (MEANING 4)"
REFUSED = "the mathematics is right, but the method is refused (MEANING 4, 10)"
ODD = "encodings and parameters that the method does not have are refused (RFC 5754, FIPS 186-5)"
DIFFER = {
    "accept-rsa1024-not-a-curve": (BOTH, REFUSED),
    "accept-sha1-digest-of-mail": (BOTH, REFUSED),
    "attack-digest-parameters-odd": (BOTH, ODD),
    "attack-ecdsa-long-lengths": (GPGSM, ODD),
    "attack-ecdsa-parameters-curve": (BOTH, ODD),
    "attack-ecdsa-tail": (GPGSM, ODD),
    "attack-ecdsa-third-number": (GPGSM, ODD),
    "attack-key-identifier-shared": (GPGSM, "of two certificates with the identifier it tries the first only"),
    "attack-oid-padded-content-type": (GPGSM, ODD),
    "attack-rsa-name-on-curve-key": (("openssl",), ODD),
    "attack-rsa-other-digest-in-name": (("openssl",), ODD),
    "attack-rsa-parameters-odd": (BOTH, ODD),
    "attack-rsa-signature-plus-modulus": (GPGSM, ODD),
    "attack-sealed-beside": (BOTH, "it is given the encrypted part, which stands before the signed one"),
    "attribute-content-type-missing": (GPGSM, STRICT),
    "attribute-content-type-wrong": (OPENSSL, STRICT),
    "attributes-as-content": (BOTH, "attribute confusion: they have no rule against it"),
    "certificates-crossing-too-many": (BOTH, "a limit of ours"),
    "detached-with-content": (GPGSM, "it does not take a second content"),
    "digest-md5": (BOTH, REFUSED),
    "digest-sha1": (BOTH, REFUSED),
    "digest-sha224": (BOTH, REFUSED),
    "ecdsa-p521": (GPGSM, "it cannot do P-521 with this digest: hash length"),
    "ed25519": (BOTH, "OpenSSL 3.0 and gpgsm 2.2 have no Ed25519 in CMS"),
    "header-line-without-colon": (BOTH, "the mail parser that feeds them ends the header at such a line"),
    "key-p224": (BOTH, REFUSED),
    "opaque-ber-nested-chunks": (GPGSM, "it reads no sets of indefinite length"),
    "required-weak-digest": (BOTH, REFUSED),
    "sample 24": (BOTH, REFUSED),
    "signature-sha1-digest-sha256": (GPGSM, "it takes the digest from another field than the signature says"),
    "signature-with-tail": (BOTH, "they stop reading at the end of the first value"),
    "signer-by-key-identifier": (GPGSM, "it finds no certificate by a key identifier that came along"),
    "signer-content-of-another-type": (BOTH, "they take content of every type; a mail is plain data"),
    "signer-twin-beside": (GPGSM, "it takes the twin for the signer's certificate"),
    "signer-twin-certificate": (OPENSSL, "it tries the first certificate of that name; the chain refuses it for us"),
    "signer-twin-certificate-last": (OPENSSL, "it tries the first certificate of that name; the chain refuses it for us"),
    "signers-good-and-sha1": (BOTH, REFUSED),
    "signers-good-and-unknown-method": (OPENSSL, "it goes by the key where it does not know the method"),
    "too-many-signers": (BOTH, "a limit of ours"),
}


def find_signature(octets):
    """(signed bytes or None, DER) of the first signature in the mail, found without our program."""
    for part in email.message_from_bytes(octets, policy=email.policy.compat32).walk():
        if part.get_content_type() == "multipart/signed" and part.is_multipart():
            return detached_bytes(octets, part)
        if re.search(r"pkcs7-mime", part.get_content_type()) or (part.get_filename() or "").endswith(".p7m"):
            return None, part.get_payload(decode=True) or b""
    return None, b""


def detached_bytes(octets, part):
    """The bytes between the first two boundaries, as they are but for the line ends."""
    boundary = re.escape(b"--" + part.get_boundary().encode())
    pieces = re.split(rb"(?:^|\r?\n)" + boundary + rb"(?:--)?[ \t]*(?:\r?\n|$)", octets)
    parts = part.get_payload()
    der = parts[1].get_payload(decode=True) or b"" if len(parts) > 1 else b""
    return pieces[1], der


class Message:
    """A message, what we say about it, and its pieces as files for the witnesses."""

    def __init__(self, name, path, report, extra, folder):
        self.name, self.report, self.extra, self.folder = name, report, extra, folder
        octets = path.read_bytes()
        self.signed, der = find_signature(octets)
        self.signature = folder / "signature.der"
        self.signature.write_bytes(der)
        self.variants = []
        if self.signed is not None:
            self.write_variants()

    def write_variants(self):
        """The signed bytes in CRLF form and, where they differ, as they are (RFC 8551 3.1.1; bare LF happens)."""
        canonical = re.sub(rb"\r?\n", b"\r\n", self.signed)
        for number, octets in enumerate(dict.fromkeys([canonical, self.signed])):
            path = self.folder / f"content-{number}"
            path.write_bytes(octets)
            self.variants.append(path)

    def is_intact(self):
        """What we say."""
        signers = self.report["smime"]["signers"]
        return bool(signers) and all(signer["status"] == "intact" for signer in signers)


def ask_openssl(message):
    command = ["openssl", "cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", message.signature,
               "-out", os.devnull, *(["-certfile", message.extra] if message.extra else [])]
    contents = [["-content", path] for path in message.variants] or [[]]
    return any(tap.run([*command, *content], SECONDS)[0] == 0 for content in contents)


def ask_gpgsm(message):
    """In a home of its own each time: gpgsm keeps the certificates that it has seen."""
    home = message.folder / "gnupg"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700)
    if message.extra:
        tap.run(["gpgsm", "--homedir", home, "--batch", "--no-autostart", "--disable-dirmngr", "--import", message.extra],
                SECONDS)
    command = ["gpgsm", "--homedir", home, "--batch", "--no-autostart", "--status-fd", "1",
               "--disable-crl-checks", "--disable-dirmngr", "--verify", message.signature]
    for content in [[path] for path in message.variants] or [[]]:
        _, output, _ = tap.run([*command, *content], SECONDS)
        words = [line.split()[1] for line in output.decode(errors="replace").splitlines()
                 if line.startswith("[GNUPG:]")]
        good = sum(word in ("GOODSIG", "EXPKEYSIG", "EXPSIG") for word in words)
        if good and good == words.count("NEWSIG") and "BADSIG" not in words:
            return True
    return False


WITNESSES = {"openssl": ask_openssl, "gpgsm": ask_gpgsm}


def compare(message, results, counts):
    """One message: each witness agrees, or a row says why it does not."""
    ours = message.is_intact()
    differing = set()
    for name, ask in WITNESSES.items():
        theirs = ask(message)
        counts[name, ours, theirs] += 1
        if theirs != ours:
            differing.add(name)
    who, why = DIFFER.get(message.name, ((), ""))
    wrong = [f"we say {'intact' if ours else 'not intact'}, differing: {' '.join(sorted(differing)) or 'nobody'}; "
             f"the table says: {' '.join(who) or 'nobody'}"]
    results.result(differing == set(who), message.name, wrong if differing != set(who) else [why] if why else [])


def case_messages(program, made):
    """(name, path, report, extra certificates) of all cases."""
    for group in cases.grouped(made).values():
        _, output, _ = tap.run([program, "check", *group[0].options(), *(case.message for case in group)], SECONDS)
        found = reports.read_lines(output)
        for case in group:
            extra = case.given.get("extra-certs")
            yield case.name, case.message, found.get(str(case.message)), extra and case.locate(extra)


def sample_messages(program, samples):
    files = sorted((samples / "inbox").iterdir(), key=lambda path: int(path.name))
    options = ["--format=json", "--lookups=offline", f"--trust-anchors={samples / 'anchors.pem'}",
               f"--policy={samples / 'policy.policy'}", "--at=2026-11-22T00:00:00Z"]
    _, output, _ = tap.run([program, "check", *options, *files], SECONDS)
    found = reports.read_lines(output)
    for path in files:
        yield f"sample {path.name}", path, found.get(str(path)), None


def is_signed(report):
    return report["smime"]["form"] in ("detached", "opaque") and report["smime"]["coverage"] != "none"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    for name in ("--cases", "--samples"):
        parser.add_argument(name, required=True, type=lambda text: pathlib.Path(text).resolve())
    arguments = parser.parse_args()
    results, counts, seen = tap.Tap(), collections.Counter(), set()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        for name, path, report, extra in [*case_messages(arguments.program, arguments.cases),
                                          *sample_messages(arguments.program, arguments.samples)]:
            if report is None:
                results.result(False, name, ["no report"])
            elif is_signed(report):
                seen.add(name)
                compare(Message(name, path, report, extra, folder), results, counts)
    unused = DIFFER.keys() - seen
    results.result(not unused, "every row of the table is needed", sorted(unused))
    for (witness, ours, theirs), count in sorted(counts.items()):
        words = {True: "intact", False: "not intact"}
        results.note(f"{witness}: {count} messages, we say {words[ours]}, it says {words[theirs]}")
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
