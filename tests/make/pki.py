"""pki.py: the authorities and people of the tests

Two roots are trusted (R1, E1); everything else hangs below them or, on
purpose, does not.  All names end in reserved domains.  Certificates name no
source for revocation unless a test asks for one.
"""
import dataclasses
import functools

import certs
import keys
from certs import Profile, issue, name

# S/MIME baseline requirements, "multipurpose" generation of each class.
MAILBOX, ORGANISATION, SPONSOR, INDIVIDUAL = (f"2.23.140.1.5.{number}.2" for number in (1, 2, 3, 4))
LIFE_OF_ROOT = {"begins": "2015-01-01", "ends": "2045-01-01"}
LIFE_OF_CA = {"begins": "2020-01-01", "ends": "2035-01-01"}
CA_USAGE = ("cert-sign", "crl-sign")


def authority(label, subject, issuer=None, kind="rsa-2048", **more):
    """A certificate that may sign others; a root when it has no issuer."""
    life = LIFE_OF_CA if issuer else LIFE_OF_ROOT
    wanted = {"usage": CA_USAGE, "purposes": (), "authority": True, **life, **more}
    return issue(Profile(subject, f"ca {label}", **wanted), keys.key(f"ca {label}", kind), issuer)


@functools.cache
def root(label="R1", kind="rsa-2048"):
    subject = name(C="JP", O="Certfirst Tests", CN=f"Certfirst Test Root {label}")
    return authority(f"root {label}", subject, kind=kind)


def roots():
    """What the tests trust."""
    return [root("R1"), root("E1", "p-384")]


@functools.cache
def intermediate(label="Example Trust CA G3", kind="rsa-2048", organisation="Example Trust Services", **more):
    """An authority below R1, or below E1 when its own key is on a curve."""
    parent = root("R1") if kind.startswith("rsa") else root("E1", "p-384")
    return authority(label, name(C="JP", O=organisation, CN=label), parent, kind, **more)


def japanese_authority():
    return intermediate("例示認証局", organisation="例示認証サービス株式会社")


def curve_authority():
    return intermediate("Example Curve CA E3", "p-256")


@functools.cache
def private_root():
    """A company's own authority, which nobody else knows."""
    subject = name(C="JP", O="Example Works Ltd.", CN="Example Works Private Root")
    return authority("private root", subject)


@functools.cache
def unknown_root():
    """A public-looking authority that is not among the trusted."""
    subject = name(C="JP", O="Elsewhere Trust Services", CN="Elsewhere Root CA")
    return authority("unknown root", subject, kind="p-256")


@functools.cache
def impostor_root():
    """Says that it is R1; the key is another."""
    return authority("impostor", root("R1").subject)


@functools.cache
def expired_root():
    """A root that people still trust although its own time is over."""
    subject = name(C="JP", O="Certfirst Tests", CN="Certfirst Test Root R0")
    return authority("root R0", subject, kind="p-256", ends="2025-01-01")


def below(issuer, label, kind="p-256", **more):
    """One more authority below another, for chains that go wrong."""
    return authority(label, name(C="JP", O="Example Trust Services", CN=label), issuer, kind, **more)


def crossing(count):
    """Authorities that all issue each other, and none of them itself: (one of them, all their certificates)."""
    ring = [authority(f"crossing {number}", name(C="JP", O="Example Ring", CN=f"Example Ring {number}"), kind="p-256")
            for number in range(count)]
    return ring[0], [issue(dataclasses.replace(over.profile, serial_name=f"crossing {by.profile.serial_name} {number}"),
                           over.key, by)
                     for number, over in enumerate(ring) for by in ring if by is not over]


@functools.cache
def holder(label, subject, issuer=None, kind="rsa-2048", **more):
    """A person's or an organisation's certificate; the key belongs to the label."""
    profile = Profile(subject, f"{label} {kind} {sorted(more.items())}", **more)
    return issue(profile, keys.key(label, kind), issuer)


def person(address, issuer=None, kind="rsa-2048", **more):
    """A mailbox-validated certificate: the authority looked at the address only."""
    wanted = {"mailboxes": (address,), "policies": (MAILBOX,), **more}
    return holder(address, name(CN=address), issuer or authority_for(kind), kind, **wanted)


def organisation(title, address, issuer=None, kind="rsa-2048", **more):
    """An organisation-validated certificate."""
    wanted = {"mailboxes": (address,), "policies": (ORGANISATION,), **more}
    return holder(address, name(C="JP", O=title, CN=title), issuer or authority_for(kind), kind, **wanted)


def authority_for(kind):
    return intermediate() if kind.startswith("rsa") else curve_authority()


def bank(**more):
    return organisation("Example Bank Ltd.", "info@bank.example", **more)


def japanese_bank(**more):
    return organisation("例示銀行株式会社", "info@bank.example", japanese_authority(), **more)


def alice(**more):
    return person("alice@example.com", **more)


def mallory(**more):
    """Somebody else, with a certificate that stands."""
    return person("mallory@evil.example", **more)


def twin(certificate):
    """Another key under the same issuer, serial number and names; the issuer never signed it."""
    key = keys.key("twin", "rsa-2048")
    return issue(dataclasses.replace(certificate.profile, spoiled=True), key, certificate.issuer)


@functools.cache
def self_made(title="Example Bank Ltd.", address="info@bank.example", **more):
    """Signed by its own key: anyone can write any name there."""
    profile = Profile(name(C="JP", O=title, CN=title), f"self-made {address}", mailboxes=(address,),
                      policies=(ORGANISATION,), **more)
    return issue(profile, keys.key(f"self-made {address}", "p-256"))


def bundle(*certificates):
    return "".join(certificate.pem() for certificate in certificates)


def files():
    """The certificate files that options of a case can name."""
    return {
        "anchors.pem": bundle(*roots()),
        "g3.pem": bundle(intermediate()),
        "bank-chain.pem": bundle(bank(), intermediate()),
        "private-root.pem": bundle(private_root()),
        "expired-root.pem": bundle(expired_root()),
    }
