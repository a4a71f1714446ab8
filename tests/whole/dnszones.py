"""dnszones.py: the DNS of the whole tests, and mail whose domains are in it

bank.example    signed, its records stand                   "secure"
plain.example   not signed                                  "insecure"
altered.example signed, TXT and SMIMEA signatures are wrong "bogus"
missing.example should be signed and is not                 "bogus"
denial.example  signed, but nothing proves what is not there
corp.example    DMARC with sp= and np=; city.gov.example lies below a public suffix, quiet.example says nothing
"""
import base64
import hashlib

import seal
from zone import Zone

# Notes (RFC 6376 section 3.6.1) that make a record larger than a datagram, and than nearly all that DNS can hold.
LARGE, HUGE = 4000, 50000
# One record more than an answer may have (CF_LIMIT_ANSWER_RECORDS).
MANY = 65
# Where aliases of the bank's keys lead.
ALIASED = ("bank.keys.plain.example", "bank.keys.altered.example")


def txt(name, text):
    """A TXT record of as many strings as it needs."""
    pieces = [text[at:at + 250] for at in range(0, len(text), 250)]
    return f"{name} TXT " + " ".join(f'"{piece}"' for piece in pieces)


def smimea_name(local_part):
    """RFC 8162 section 3."""
    return hashlib.sha256(local_part.encode()).hexdigest()[:56] + "._smimecert"


def smimea(local_part, certificate):
    """Usage 3, selector 0, matching type 0: the certificate itself."""
    data = b"\3\0\0" + certificate.der
    return f"{smimea_name(local_part)} TYPE53 \\# {len(data)} {data.hex()}"


def key(domain, selector, tags="", kind="ed25519", name=None):
    """The key of a selector, under its own name or another."""
    return txt(f"{name or selector}._domainkey", seal.record(domain, selector, kind, tags))


def note(length):
    return f"n={'x' * length}; "


def spoil(line):
    """Another signature for what mail is checked by; the rest of the zone stays well."""
    fields = line.split()
    if len(fields) > 11 and fields[2] == "RRSIG" and fields[3] in ("TXT", "SMIMEA", "TYPE53"):
        fields[11] = base64.b64encode(bytes(byte ^ 1 for byte in base64.b64decode(fields[11]))).decode()
    return "\t".join(fields)


def drop_denial(line):
    return "" if len(line.split()) > 2 and line.split()[2] == "NSEC" else line


def domain_records(domain, certificates):
    """A key, a policy and the certificates of mailboxes."""
    lines = [key(domain, "s1"), txt("_dmarc", "v=DMARC1; p=reject")]
    return lines + [smimea(local_part, certificate) for local_part, certificate in certificates.items()]


def keys_of_the_bank():
    """One selector a row of the table in dns.py."""
    domain = "bank.example"
    return [
        key(domain, "strings", kind="rsa-2048"),
        "alias._domainkey CNAME target._domainkey",
        key(domain, "alias", name="target"),
        f"away._domainkey CNAME {ALIASED[0]}.",
        f"badly._domainkey CNAME {ALIASED[1]}.",
        "loop._domainkey CNAME loop2._domainkey",
        "loop2._domainkey CNAME loop._domainkey",
        "nothing._domainkey A 192.0.2.1",
        key(domain, "large", note(LARGE)),
        key(domain, "huge", note(HUGE)),
        key(domain, "cut"), key(domain, "torn"), key(domain, "down"), key(domain, "silent"),
        txt("two._domainkey", "something else"), key(domain, "two"),
        txt("wrong._domainkey", seal.record(domain, "another")),
        txt("gone._domainkey", "v=DKIM1; k=ed25519; p="),
        *(txt("many._domainkey", f"record {number}") for number in range(MANY - 1)), key(domain, "many"),
        "www A 192.0.2.7",
    ]


def bank_key(domain, selector):
    """The bank's key below another domain, for aliases."""
    return txt("bank.keys", seal.record(domain, selector))


def zones(certificates):
    """certificates: local part -> the one that DNS holds for it."""
    bank = domain_records("bank.example", certificates) + keys_of_the_bank()
    plain = domain_records("plain.example", certificates) + [bank_key("bank.example", "away")]
    altered = domain_records("altered.example", certificates) + [bank_key("bank.example", "badly")]
    corp = [txt("_dmarc", "v=DMARC1; p=none; sp=quarantine; np=reject"), "news A 192.0.2.8", key("corp.example", "s1")]
    gov = [txt("_dmarc.gov", "v=DMARC1; p=reject; psd=y"), "city.gov A 192.0.2.9", "quiet A 192.0.2.10",
           txt("_dmarc.two", "v=DMARC1; p=reject"), txt("_dmarc.two", "v=DMARC1; p=none")]
    return [Zone("."), Zone("example.", "\n".join(gov)), Zone("bank.example.", "\n".join(bank)),
            Zone("plain.example.", "\n".join(plain), signed=False, trusted=False),
            Zone("altered.example.", "\n".join(altered), spoil=spoil),
            Zone("missing.example.", "\n".join(domain_records("missing.example", {})), signed=False),
            Zone("denial.example.", "\n".join(domain_records("denial.example", {})), spoil=drop_denial),
            Zone("corp.example.", "\n".join(corp))]
