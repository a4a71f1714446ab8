#!/usr/bin/python3
"""Compares what we say of a hundred chains with NSS, which reads mail for Thunderbird.

Usage: certutil.py --program=CERTFIRST --chain=CHAIN --make=DIR

Every chain is right but for one thing, and is made in three lengths.  NSS's
`certutil -V -u S` (may it sign mail?) must agree; where it does not, a row of
DIFFER says which of the two is stricter and why, and a row that is not needed
is an error.  The anchors are our own ones (--trust-anchors), as NSS is told
that it may trust them for mail.
"""
import argparse
import collections
import os
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

import tap

AT = "2026-06-15T09:00:00Z"
SECONDS = 120
LENGTHS = (2, 3, 4)

WE, NSS = "we refuse", "NSS refuses"

# name of the kind, or of one chain: (who refuses, why)
DIFFER = {
    "purpose-any": (NSS, "under an administrator's own anchor any purpose is mail too (RFC 8550 4.4.4)"),
    "authority-purpose-any of 3": (NSS, "the same of an authority; under public roots we refuse it as NSS does"),
    "authority-purpose-any of 4": (NSS, "the same"),
    "root-expired": (NSS, "the anchor is not part of what is judged (RFC 5280 6.1): its end is the administrator's until="),
}


def kinds(certs):
    """name: (changes of the signer, of the authority above it, of the root); for what is None nothing changes."""
    email = ("alice@example.com",)
    def person(**more):
        return {"mailboxes": email, **more}
    def constraint(text, excluded=False):
        permitted = certs.permitted_domain(text)
        return permitted.replace(b"\xa0", b"\xa1", 1) if excluded else permitted
    return {
        "good": ({}, {}, {}),
        "purpose-none": (person(purposes=()), {}, {}),
        "purpose-any": (person(purposes=("any",)), {}, {}),
        "purpose-server": (person(purposes=("server",)), {}, {}),
        "purpose-client": (person(purposes=("client",)), {}, {}),
        "purpose-server-and-email": (person(purposes=("server", "email")), {}, {}),
        "authority-purpose-email": ({}, {"purposes": ("email",)}, {}),
        "authority-purpose-any": ({}, {"purposes": ("any",)}, {}),
        "authority-purpose-server": ({}, {"purposes": ("server",)}, {}),
        "usage-none": ({"usage": ()}, {}, {}),
        "usage-signature": ({"usage": ("signature",)}, {}, {}),
        "usage-commitment": ({"usage": ("commitment",)}, {}, {}),
        "usage-encipherment": ({"usage": ("key-encipherment",)}, {}, {}),
        "usage-cert-sign": ({"usage": ("cert-sign",)}, {}, {}),
        "authority-usage-crl": ({}, {"usage": ("crl-sign",)}, {}),
        "authority-usage-none": ({}, {"usage": ()}, {}),
        "authority-is-none": ({}, {"authority": False}, {}),
        "authority-length-0": ({}, {"path_length": 0}, {}),
        "root-length-0": ({}, {}, {"path_length": 0}),
        "root-length-1": ({}, {}, {"path_length": 1}),
        "expired": ({"ends": "2026-06-01"}, {}, {}),
        "not-yet": ({"begins": "2026-07-01"}, {}, {}),
        "authority-expired": ({}, {"ends": "2026-06-01"}, {}),
        "authority-not-yet": ({}, {"begins": "2026-07-01"}, {}),
        "root-expired": ({}, {}, {"ends": "2026-06-01"}),
        "forged": ({"spoiled": True}, {}, {}),
        "authority-forged": ({}, {"spoiled": True}, {}),
        "unknown-critical": ({"extra": (certs.unknown_critical(),)}, {}, {}),
        "authority-unknown-critical": ({}, {"extra": (certs.unknown_critical(),)}, {}),
        "names-inside": ({}, {"extra": (constraint("example.com"),)}, {}),
        "names-outside": ({}, {"extra": (constraint("example.org"),)}, {}),
        "names-excluded": ({}, {"extra": (constraint("example.com", True),)}, {}),
        "root-unknown": ({}, {}, None),
        "signer-is-authority": ({"authority": True}, {}, {}),
    }


class Chain:
    """One chain: the certificates, the signer last."""

    def __init__(self, made, name, length, changes):
        certs, keys = made
        self.name = f"{name} of {length}"
        self.kind = name
        of_signer, of_authority, of_root = changes
        self.trusted = of_root is not None
        key = keys.EcKey
        self.path = [self.authority(certs, key, 0, None, of_root or {})]
        for index in range(1, length - 1):
            more = of_authority if index == length - 2 else {}
            self.path.append(self.authority(certs, key, index, self.path[-1], more))
        profile = {"mailboxes": ("alice@example.com",), **of_signer}
        title = certs.name(O="Example", CN=f"Alice {self.name}")
        self.path.append(certs.issue(certs.Profile(subject=title, serial_name=self.name, **profile),
                                     key(f"certutil signer {length}", "p-256"), self.path[-1]))

    def authority(self, certs, key, index, issuer, more):
        profile = {"authority": True, "usage": ("cert-sign", "crl-sign"), "purposes": (), "begins": "2020-01-01",
                   "ends": "2036-01-01", **more}
        title = certs.name(O="Example", CN=f"Authority {index} {self.name}")
        return certs.issue(certs.Profile(subject=title, serial_name=f"{self.name} {index}", **profile),
                           key(f"certutil authority {index}", "p-256"), issuer)

    def write(self, folder, stranger):
        """Our files, and the lines that put the certificates into NSS's database."""
        folder.mkdir()
        root, between, signer = self.path[0], self.path[1:-1], self.path[-1]
        bag = [*between, *([] if self.trusted else [root])] or [root]
        (folder / "anchors.pem").write_text((root if self.trusted else stranger).pem())
        (folder / "bag.pem").write_text("".join(one.pem() for one in bag))
        (folder / "signer.pem").write_text(signer.pem())
        for index, one in enumerate(self.path):
            (folder / f"{index}.pem").write_text(one.pem())
            trust = ",C," if index == 0 and self.trusted else ",,"
            yield f'-A -n "{self.name}/{index}" -t {trust} -a -i "{folder}/{index}.pem"'

    def nickname(self):
        return f"{self.name}/{len(self.path) - 1}"


def ask_us(program, folders):
    status, output, errors = tap.run([program, AT, *folders], SECONDS)
    if status != 0:
        raise SystemExit(errors.decode(errors="replace"))
    return output.decode().splitlines()


def fill(database, lines):
    """All certificates in one go: a command for each would take half a minute."""
    batch = database / "batch"
    batch.write_text("".join(line + "\n" for line in lines))
    tap.run(["certutil", "-N", "-d", f"sql:{database}", "--empty-password"], SECONDS)
    status, _, errors = tap.run(["certutil", "-B", "-i", batch, "-d", f"sql:{database}"], SECONDS)
    if status != 0:
        raise SystemExit("certutil -B: " + errors.decode(errors="replace"))


def ask_nss(database, chain):
    command = ["certutil", "-V", "-n", chain.nickname(), "-u", "S", "-e", "-b", "260615090000Z", "-d", f"sql:{database}"]
    status, output, errors = tap.run(command, SECONDS)
    return status == 0, (output + errors).decode(errors="replace").strip()


def compare(results, chain, ours, theirs, words):
    stands = ours == "stands"
    found = None if stands == theirs else WE if theirs else NSS
    wanted, why = DIFFER.get(chain.name, DIFFER.get(chain.kind, (None, "")))
    notes = [why] if why and found else []
    if found != wanted:
        notes = [f"we say: {ours}", f"NSS says: {words}", f"the table says: {wanted or 'the same'}"]
    results.result(found == wanted, chain.name, notes)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program")
    parser.add_argument("--chain", required=True)
    parser.add_argument("--make", required=True, type=lambda text: pathlib.Path(text).resolve())
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.make))
    import certs
    import keys

    results, counts, used = tap.Tap(), collections.Counter(), set()
    chains = [Chain((certs, keys), name, length, changes)
              for name, changes in kinds(certs).items() for length in LENGTHS]
    stranger = Chain((certs, keys), "stranger", 2, ({}, {}, {})).path[0]
    with tempfile.TemporaryDirectory() as place:
        database = pathlib.Path(place)
        folders = [database / str(number) for number in range(len(chains))]
        fill(database, [line for chain, folder in zip(chains, folders) for line in chain.write(folder, stranger)])
        for chain, ours in zip(chains, ask_us(arguments.chain, folders)):
            theirs, words = ask_nss(database, chain)
            if compare(results, chain, ours, theirs, words):
                used |= {chain.name, chain.kind}
            counts[ours == "stands", theirs] += 1
    unused = DIFFER.keys() - used
    results.result(not unused, "every row of the table is needed", sorted(unused))
    results.result(len(chains) >= 100, f"{len(chains)} chains")
    for (ours, theirs), count in sorted(counts.items()):
        results.note(f"{count} chains: we {'accept' if ours else 'refuse'}, NSS {'accepts' if theirs else 'refuses'}")
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
