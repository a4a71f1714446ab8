"""report.py: reading what `certfirst check --format=json` prints"""
import json

KEYS = {"certfirst", "source", "message_id", "subject", "sha256", "canonical_sha256", "check_number", "size",
        "checked_at", "judged_at", "judged_at_source", "verdict", "severity", "headline", "detail", "lang", "sender",
        "smime", "attached_signatures", "domain", "policy", "history", "reasons", "open_questions", "timing"}
ALARMS = ("caution", "danger")
# What follows from the clock, the words or the bytes of the test material, not from judging.
LEFT_OUT = {"checked_at", "headline", "detail", "lang", "text", "found", "meaning", "advice", "spoken",
            "ribbon", "timing", "message_id", "sha256", "canonical_sha256", "check_number", "size", "serial", "der",
            "version"}


def read_lines(output):
    """The reports by their source."""
    return {report["source"]: report for report in map(json.loads, output.decode().splitlines())}


def shorten_reason(reason):
    signer = "" if reason.get("signer") is None else f", signer {reason['signer']}"
    return f"{reason['code']} {reason['name']}: {reason['severity']}{signer}"


# Lists whose entries are told apart by one line.
SHORT = {"reasons": shorten_reason, "certificates": lambda certificate: certificate["subject"]}


def normalise(value, place):
    """Without what is left out and what is empty, and with file names as they are below a folder.

    Leaving null and empty values out keeps the files short and loses no change:
    one that appears is a line more.
    """
    if isinstance(value, dict):
        inside = {key: list(map(SHORT[key], inner)) if key in SHORT else normalise(inner, place)
                  for key, inner in value.items() if key not in LEFT_OUT}
        return {key: inner for key, inner in inside.items() if inner not in (None, [], {})}
    if isinstance(value, list):
        return [normalise(inner, place) for inner in value]
    return value.replace(f"{place}/", "") if isinstance(value, str) else value


def to_text(report, place):
    return json.dumps(normalise(report, place), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def find(report, path):
    """"smime.signers.0.status": a value inside the report."""
    value = report
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def codes(report):
    """The codes without their CF, the deciding one first."""
    return [reason["code"].removeprefix("CF") for reason in report["reasons"]]


def exit_status(reports):
    """What the program's exit status has to be (REPORT)."""
    if any(report["severity"] in ALARMS for report in reports):
        return 1
    return 3 if any(report["verdict"] == "undetermined" for report in reports) else 0
