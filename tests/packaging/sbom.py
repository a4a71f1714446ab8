#!/usr/bin/python3
"""The list of what the programs stand on: every library and every file is there, and each name leads to something.

Usage: sbom.py SOURCE-ROOT PROGRAM...
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))

import tap

ROOT, PROGRAMS = pathlib.Path(sys.argv[1]), [pathlib.Path(word) for word in sys.argv[2:]]
IDENTIFIER = re.compile(r"SPDXRef-[A-Za-z0-9.-]+")


def write_list(folder):
    return subprocess.run([sys.executable, ROOT / "packaging" / "make-sbom.py", "1.2.3", folder], capture_output=True, timeout=120, check=True,
                          env={**os.environ, "SOURCE_DATE_EPOCH": "1750000000"}).stdout


def check_names(results, document):
    defined = [document["SPDXID"], *(one["SPDXID"] for part in ("packages", "files") for one in document[part])]
    used = {one[key] for one in document["relationships"] for key in ("spdxElementId", "relatedSpdxElement")}
    results.result(len(set(defined)) == len(defined) and all(map(IDENTIFIER.fullmatch, defined)), "each name is allowed, and used once", sorted(defined))
    results.result(used <= set(defined), "each name leads to something", sorted(used - set(defined)))
    described = [one["relatedSpdxElement"] for one in document["relationships"] if one["relationshipType"] == "DESCRIBES"]
    results.result(described == ["SPDXRef-certfirst"], "the document describes our package", described)


def check_libraries(results, document):
    """The dynamic linker's own answer has the same libraries, and more that those need."""
    packages = {one["name"]: one.get("versionInfo") for one in document["packages"]}
    results.result(packages["certfirst"] == "1.2.3" and {"libssl3", "libglib2.0-0", "libc6"} <= packages.keys(), "libraries are named", sorted(packages))
    lacks = [name for name, version in packages.items() if version is None]
    results.result(sorted(lacks) == ["dns-root-data", "libnss3", "publicsuffix"], "each has a version but what is read at run time", lacks)
    wrong = [name for name, version in packages.items() if version and name != "certfirst" and version != subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, timeout=120, check=False).stdout]
    results.result(not wrong, "the versions are those that are installed", wrong)


def main():
    results = tap.Tap()
    with tempfile.TemporaryDirectory() as folder:
        for program in PROGRAMS:
            (pathlib.Path(folder) / program.name).write_bytes(program.read_bytes())
        first, second = write_list(folder), write_list(folder)
        document = json.loads(first)
        results.result(first == second and document["creationInfo"]["created"] == "2025-06-15T15:06:40Z", "twice the same bytes")
        results.result(sorted(one["fileName"] for one in document["files"]) == sorted(program.name for program in PROGRAMS), "every program is there")
        sums = [{one["algorithm"] for one in file["checksums"]} for file in document["files"]]
        results.result(all(one == {"SHA1", "SHA256"} for one in sums), "with both sums", sums)
    check_names(results, document)
    check_libraries(results, document)
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
