#!/usr/bin/python3
"""The tables of docs/threat-model.md that can be counted are as the tests and the source are now.

Usage: threats.py ROOT [--write]

Attacks: each folder attack-* of tests/messages belongs to one class, and each one that is green has its reason here.
Limits: each row of cf-limits.h with its reason code and the tests that name it; those that no test names have their reason here.
--write puts the tables into the page.
"""
import collections
import fnmatch
import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))
import tap  # noqa: E402

ROOT = pathlib.Path(sys.argv[1])
PAGE = ROOT / "docs/threat-model.md"
VERDICTS = ("verified", "verified-domain", "unsigned", "missing-certificate", "untrusted", "invalid", "undetermined")
# The first class with a pattern that fits; behind "attack-".
CLASSES = {
    "published lists": ("espoofer-*", "weak-links-*"),
    "revocation": ("ocsp-*", "crl-*", "issuer-*"),
    "cryptography": ("rsa-*", "ecdsa-*", "curve-*", "digest*", "oid-*", "serial-*", "name-*", "key-*", "identity-*", "certificate*"),
    "seals and forged results": ("seal-*", "all-proofs-*"),
    "answers that go elsewhere": ("reply-*",),
    "frame of a signed mail": ("preamble-*", "version-*", "root-*", "signature-*", "opaque-*", "no-end"),
    "mixing with encryption": ("torn-tag", "sealed-beside"),
    "identity and interface": ("from-*", "second-signer", "signed-by-both", "painted-ribbon"),
    "parts beside, around and hidden": ("alternative-*", "appledouble", "hidden-*", "signed-as-*", "external-*", "form-data", "forwarded-*", "parallel", "partial-*", "related*",
                                        "replaced", "report", "tnef-*", "uuencode-*", "voice", "yenc-*"),
}
# Those that are green, and why that is right.
GREEN = {
    "digest-parameters-null": "both forms of an algorithm's parameters are usual",
    "ecdsa-parameters-null": "both forms of an algorithm's parameters are usual",
    "rsa-parameters-absent": "both forms of an algorithm's parameters are usual",
    "rsa-exponent-3": "a true signature of a key with a small exponent; padding is read strictly",
    "ecdsa-twin": "of each signature there is a second one for the same content; the record knows both as one",
    "oid-*": "what the holder or the authority signed, however long its numbers; it changes nothing",
    "serial-*": "what the authority signed, whatever its number",
    "name-*": "an authority confirmed the name; what turns or hides letters is shown",
    "from-inside": "the From that is shown is that of who signed",
    "opaque-in-detached": "Alice signed all of it, the other signature as well",
    "opaque-flowed": "no mail client takes how lines are joined from there",
    "opaque-sun-charset": "no mail client takes the charset of a text inside from there",
    "opaque-other-type": "only the word for it is another; what is shown is what Alice signed",
    "preamble-*": "no mail client shows text above the first part",
    "version-*": "no mail client shows text above the first part without this field either",
    "root-*": "fields of the whole mail that change nothing of what is shown as its text",
    "signature-*": "fields of the signature's part that no mail client shows",
    "seal-inline-added": "shown inline, as it is without the field",
    "seal-type-page*": "a page that begins and ends as one",
    "espoofer-client-a3": "the bank's own server sealed it: the ribbon names the domain, not a person of it",
}
# Limits that no test names, each with its reason.
UNNAMED = {
    "WORKING_CHILDREN": "as many as there are processors, and a machine with fewer never has so many",
    "CHILDREN": "what is beyond it waits for its turn and comes out the same: engine-torture asks ten thousand",
    "WAIT_SECONDS": "client-ending and client-bad-engine wait one second in its place, by the same code",
}


def find(patterns, name):
    return next((key for key in patterns if any(fnmatch.fnmatch(name, one) for one in patterns[key])), None)


def read_attacks():
    """{name behind "attack-": its report}"""
    return {path.parent.name.removeprefix("attack-"): json.loads(path.read_text(encoding="utf-8"))
            for path in sorted((ROOT / "tests/messages").glob("attack-*/expect.json"))}


def write_attacks(attacks):
    counts = {name: collections.Counter(report["verdict"] for one, report in attacks.items() if find(CLASSES, one) == name) for name in CLASSES}
    head = f"| class | cases | {' | '.join(VERDICTS)} |\n| --- |{' ---: |' * (len(VERDICTS) + 1)}\n"
    rows = [f"| {name} | {sum(count.values())} | {' | '.join(str(count[verdict] or '') for verdict in VERDICTS)} |\n" for name, count in counts.items()]
    both = sum(counts.values(), collections.Counter())
    rows.append(f"| all | {sum(both.values())} | {' | '.join(str(both[verdict] or '') for verdict in VERDICTS)} |\n")
    green = "| green | why that is right |\n| --- | --- |\n" + "".join(f"| `attack-{name}` | {why} |\n" for name, why in GREEN.items())
    return f"{head}{''.join(rows)}\n{green}"


def read_limits():
    """[(name, number, what is said of it)], in the order of the header."""
    text = (ROOT / "plugin/base/cf-limits.h").read_text(encoding="utf-8")
    found, said = [], ""
    for comment, name, number in re.findall(r"/\*(.*?)\*/|^#define CF_LIMIT_(\w+) ([^\n]*)", text, re.S | re.M):
        said = " ".join(comment.split()) or said
        if name:
            found.append((name, number, said))
    return found


def number_of(text):
    plain = re.sub(r"\b(\d+)u\b", r"\1", text).removeprefix("(").removesuffix(")")
    return re.sub(r" \* CF_([KM])IB", r" \1iB", plain).replace("CF_LIMIT_", "")


def code_of(said):
    found = re.match(r"((?:CF\d{3}(?:, )?)+)\.", said)
    return found[1] if found else ""


def tests_of(names):
    """{limit: the test files that name it}"""
    found = collections.defaultdict(list)
    for path in sorted([*(ROOT / "tests").rglob("*.c"), *(ROOT / "tests").rglob("*.py")]):
        said = set(re.findall(r"\bCF_LIMIT_(\w+)\b", path.read_text(encoding="utf-8", errors="replace")))
        for name in said & names:
            found[name].append(path.relative_to(ROOT).as_posix())
    return found


def write_limits():
    """The table, and the limits that no test names."""
    limits = read_limits()
    tests = tests_of({name for name, _, _ in limits})
    rows = [f"| {name} | {number_of(number)} | {code_of(said)} | {' '.join(f'`{one}`' for one in tests[name][:2]) or '-'} |\n" for name, number, said in limits]
    return "| limit | number | code | named in |\n| --- | --- | --- | --- |\n" + "".join(rows), [name for name, _, _ in limits if not tests[name]]


def marks(name):
    return f"<!-- {name}: tests/packaging/threats.py writes this table -->", f"<!-- end of {name} -->"


def main():
    attacks = read_attacks()
    limits, unnamed = write_limits()
    tables = {"attacks": write_attacks(attacks), "limits": limits}
    if "--write" in sys.argv:
        text = PAGE.read_text(encoding="utf-8")
        for name, table in tables.items():
            begin, end = marks(name)
            before, _, rest = text.partition(begin)
            text = f"{before}{begin}\n\n{table}\n{end}{rest.partition(end)[2]}"
        PAGE.write_text(text, encoding="utf-8")
    plan = tap.Tap()
    text = PAGE.read_text(encoding="utf-8")
    for name, table in tables.items():
        begin, end = marks(name)
        plan.result(text.partition(begin)[2].partition(end)[0].strip() == table.strip(), f"threat-model.md: {name} as they are now (else threats.py ROOT --write)")
    homeless = [name for name in attacks if find(CLASSES, name) is None]
    plan.result(attacks and not homeless, "each attack belongs to a class", homeless)
    green = {name for name, report in attacks.items() if report["severity"] == "good"}
    bare = [name for name in green if not any(fnmatch.fnmatch(name, one) for one in GREEN)]
    stale = [one for one in GREEN if not fnmatch.filter(green, one)]
    plan.result(not bare and not stale, "each green one has its reason, and no reason is left over", bare + stale)
    plan.result(set(unnamed) == UNNAMED.keys(), "each limit is named by a test, or has its reason", sorted(set(unnamed) ^ UNNAMED.keys()))
    sys.exit(plan.finish())


if __name__ == "__main__":
    main()
