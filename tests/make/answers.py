"""answers.py: recorded lookups for data cases (REPORT.md), one JSON object a line"""
import base64
import json

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


def lines(*found):
    """The file: sorted, so that it is the same in every run."""
    ordered = sorted(found, key=lambda one: (one["kind"], one["question"]))
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ordered).encode()
