#!/usr/bin/python3
"""Flips single bits of good messages: none of them stays verified.

Usage: mutation.py --program=CERTFIRST --cases=DIR [--every=N]

What is flipped: the signed content, the signed attributes, the signature and
the signer's certificate, each in its decoded form and encoded again, so that
no flip is an equivalent spelling.  One seeded bit of every byte of the small
messages, all eight bits of one of them, seeded places of the large one.
--every=N takes only each Nth flip, for slow builds.
"""
import argparse
import dataclasses
import pathlib
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "make"))

import kit
import seed
import tap
from engine import Engine
from kit import Signer, attachment, bank, cms, der, letter, multipart, opaque_entity, text

SECONDS = 400
MOMENT = "2026-06-15T09:00:00Z"
REQUEST = {"at": MOMENT, "received": MOMENT, "lang": "en"}
PARTS = ("content", "attributes", "signature", "certificate")
# Answers that would hide a flip that was never looked at.
NOT_CHECKED = ("CF901", "CF902", "CF903", "CF904", "CF905", "CF907")
PLACES_IN_LARGE = 100


@dataclasses.dataclass(frozen=True)
class Original:
    """A good message, and where in its content and in its CMS the four parts lie.

    build: (content, cms) to the message's octets.
    """

    name: str
    content: bytes
    cms: bytes
    signer: Signer
    is_opaque: bool

    def build(self, content, made):
        if self.is_opaque:
            return letter(opaque_entity(made))
        return letter(kit.detached_entity(content, made))

    def regions(self):
        """(part, first, last + 1) in the content or in the CMS."""
        attributes = der.set_of(*cms.standard_attributes(self.content, self.signer))
        wire = der.implicit(0, attributes)
        signature = self.signer.certificate.key.sign(attributes, self.signer.digest, self.signer.scheme)
        for part, octets in zip(PARTS, (self.content, wire, signature, self.signer.certificate.der)):
            start = 0 if part == "content" and not self.is_opaque else self.cms.index(octets)
            yield part, start, start + len(octets)

    def flip(self, part, at, bit):
        whole = self.content if part == "content" and not self.is_opaque else self.cms
        changed = bytearray(whole)
        changed[at] ^= 1 << bit
        if whole is self.cms:
            return self.build(self.content, bytes(changed))
        return self.build(bytes(changed), self.cms)


def original(name, content, signer, is_opaque=False):
    made = cms.signed_data(content, [signer], detached=not is_opaque)
    return Original(name, content, made, signer, is_opaque)


def originals():
    hello = kit.hello()
    large = multipart("mixed", hello, attachment("data.bin", "application/octet-stream", seed.octets("large", 300000)))
    return [
        original("detached RSA", hello, Signer(bank())),
        original("detached RSA-PSS", hello, Signer(bank(), scheme="pss")),
        original("opaque P-256", hello, Signer(bank(kind="p-256")), is_opaque=True),
        original("detached Ed25519", hello, Signer(bank(kind="ed25519"), "sha512")),
        original("large opaque P-384", large, Signer(bank(kind="p-384"), "sha384"), is_opaque=True),
    ]


def choose_flips(message):
    """(part, place, bit) of all flips of one message."""
    all_bits = message.name == "opaque P-256"
    is_large = len(message.content) > 100000
    for part, first, end in message.regions():
        places = range(first, end)
        if is_large:
            places = sorted({first + seed.choose(f"{part} {number}", len(places)) for number in range(PLACES_IN_LARGE)})
        for at in places:
            for bit in range(8) if all_bits else [seed.choose(f"{message.name} {part} {at}", 8)]:
                yield part, at, bit


def check_message(engine, message, every, results):
    """All flips of one message; the message itself has to be verified first."""
    started = time.monotonic()
    (_, report), = engine.check_all([("", message.build(message.content, message.cms))], REQUEST)
    results.result(report["verdict"] == "verified", f"{message.name}: verified as it is",
                   [f"found {report['verdict']} {report['reasons']}"] * (report["verdict"] != "verified"))
    flips = list(choose_flips(message))[::every]
    stayed, lost, counts = [], [], dict.fromkeys(PARTS, 0)
    for flip, report in engine.check_all(((flip, message.flip(*flip)) for flip in flips), REQUEST):
        counts[flip[0]] += 1
        if report["verdict"].startswith("verified") or report["severity"] == "good":
            stayed.append(flip)
        if any(reason["code"] in NOT_CHECKED for reason in report["reasons"]):
            lost.append((flip, report["reasons"][0]["code"]))
    numbers = ", ".join(f"{count} {part}" for part, count in counts.items())
    results.result(not stayed and not lost and sum(counts.values()) == len(flips),
                   f"{message.name}: {len(flips)} flips ({numbers}), none stays verified",
                   [f"stays verified: {flip}" for flip in stayed] + [f"not checked: {flip}" for flip in lost])
    results.note(f"{time.monotonic() - started:.1f} s")
    return len(flips)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--cases", required=True, type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    pki = arguments.cases / "pki"
    options = [f"--trust-anchors={pki / 'anchors.pem'}", f"--policy={pki / 'empty.policy'}", "--offline"]
    results = tap.Tap()
    total = 0
    try:
        with Engine(arguments.program, options, SECONDS) as engine:
            for message in originals():
                total += check_message(engine, message, arguments.every, results)
    except (RuntimeError, OSError) as error:
        results.result(False, "the engine answers to the end", [error])
    results.result(total > 1000 // arguments.every, f"{total} flips in all")
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
