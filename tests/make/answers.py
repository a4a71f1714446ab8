"""answers.py: recorded lookups for data cases (REPORT.md), one JSON object a line"""
import base64
import hashlib
import json

import seal

FETCHED = "2026-06-15T08:59:30Z"


def record(data):
    if isinstance(data, str):
        return data
    return "base64:" + base64.b64encode(data).decode()


def answer(kind, question, records=(), status=None, dnssec="unknown", detail=None):
    return {"kind": kind, "question": question, "status": status or ("found" if records else "failed"), "dnssec": dnssec,
            "records": [record(one) for one in records], "fetched": FETCHED, "expires": None, "detail": detail}


def txt(name, *texts, dnssec="insecure"):
    """TXT records; without any, the name is there and has none."""
    return answer("dns", f"TXT {name}", texts, None if texts else "empty", dnssec)


def no_name(question, dnssec="insecure"):
    """What DNS says does not exist."""
    return answer("dns", question, (), "no-name", dnssec)


def failed(kind, question, detail="timeout", dnssec="unknown"):
    return answer(kind, question, (), "failed", dnssec, detail)


def dmarc(domain, policy="v=DMARC1; p=none"):
    """The record of a domain; None for none.  What is above it has none."""
    above = domain.split(".")
    walk = [".".join(above[at:]) for at in range(1, len(above))]
    own = txt(f"_dmarc.{domain}", policy) if policy else no_name(f"TXT _dmarc.{domain}")
    return [*(no_name(f"TXT _dmarc.{name}") for name in walk), own]


def key(domain, selector="s1", **more):
    """The record of a seal's key."""
    return txt(f"{selector}._domainkey.{domain}", seal.record(domain, selector, **more))


def published(domain="bank.example", policy="v=DMARC1; p=none", selector="s1", **more):
    """What DNS has of a domain: the key of its seals, and its DMARC record."""
    return [key(domain, selector, **more), *dmarc(domain, policy)]


def smimea(address, certificate, usage=3, dnssec="secure"):
    """The record of an address (RFC 8162): the SHA-256 of the whole certificate."""
    local, _, domain = address.partition("@")
    name = f"{hashlib.sha256(local.encode()).digest()[:28].hex()}._smimecert.{domain}"
    return answer("dns", f"SMIMEA {name}", [bytes([usage, 0, 1]) + hashlib.sha256(certificate.der).digest()],
                  dnssec=dnssec)


def lines(*found):
    """The file: sorted, so that it is the same in every run; of the same question the last answer counts."""
    known = {(one["kind"], one["question"]): one for one in found}
    ordered = sorted(known.values(), key=lambda one: (one["kind"], one["question"]))
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ordered).encode()
