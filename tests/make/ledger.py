"""ledger.py: records of earlier mail, as `certfirst history export` writes them, for data cases"""
import datetime
import hashlib
import json

HOLDER = "CN=Example Bank Ltd.,O=Example Bank Ltd.,C=JP"
ISSUER = "Example Trust Services"


def days(count, last, apart=7):
    """That many days, the last one last."""
    end = datetime.date.fromisoformat(last)
    return [str(end - datetime.timedelta(days=apart * back)) for back in range(count - 1, -1, -1)]


def hashed(*words):
    return hashlib.sha256(" ".join(map(str, words)).encode()).hexdigest()


def mail(address, day, counted="signed", number=0):
    """One mail that was judged; counted: signed, unsigned or shown (not counted)."""
    signed = counted == "signed"
    return {"kind": "message", "address": address, "sha256": hashed(address, day, counted, number),
            "arrived": f"{day}T09:00:00Z", "checked": f"{day}T09:00:01Z",
            "verdict": "verified" if signed else "unsigned", "verified": signed,
            "certificate": hashed("certificate", address) if signed else None, "revocation_known": False,
            "counted": counted}


def on_record(message, signer, **more):
    """The file that says of exactly these octets, under this certificate: verified when they came, nothing was revoked."""
    seen = mail("info@bank.example", "2026-06-15") | {
        "sha256": hashlib.sha256(message).hexdigest(), "certificate": hashlib.sha256(signer.der).hexdigest(),
        "revocation_known": True}
    return {"history.jsonl": lines(seen | more)}


def mails(address, some_days, counted="signed"):
    return [mail(address, day, counted) for day in some_days]


def certificate(address, one, seen, *, names=HOLDER, issuer=ISSUER, assurance="organization"):
    """A certificate that this sender used."""
    return {"kind": "certificate", "address": address, "sha256": hashlib.sha256(one.der).hexdigest(),
            "issuer": issuer, "names": names, "assurance": assurance,
            "not_before": f"{one.profile.begins}T00:00:00Z", "not_after": f"{one.profile.ends}Z",
            "first_seen": f"{seen}T09:00:00Z", "last_seen": f"{seen}T09:00:00Z"}


def lines(*rows):
    """The file: messages come before what points to them."""
    order = ["message", "certificate", "signature"]
    ordered = sorted(rows, key=lambda row: order.index(row["kind"]))
    return "".join(json.dumps(row) + "\n" for row in [{"kind": "certfirst-history", "version": 1}, *ordered]).encode()
