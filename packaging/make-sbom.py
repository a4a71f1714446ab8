#!/usr/bin/python3
"""make-sbom.py: what the built programs stand on, with versions (SPDX 2.3, JSON)

Usage: make-sbom.py FOLDER...      every ELF file below the folders, on standard output

Each shared library that a program asks for is named with the Debian package
and version that it was built with.  The document's date is SOURCE_DATE_EPOCH,
so that two builds of one source give the same bytes.
"""
import datetime
import functools
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")
CREATOR = "Tool: certfirst-make-sbom"


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C"}).stdout


def list_programs(folders):
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and path.read_bytes()[:4] == b"\x7fELF":
                yield path


@functools.cache
def find_library(name):
    """Where the dynamic linker has a library, as dpkg names the file."""
    for line in run("/sbin/ldconfig", "-p").splitlines():
        if line.strip().startswith(name + " "):
            return os.path.realpath(line.split("=> ")[1])
    # Programs that load modules keep libraries of their own beside them.
    for line in subprocess.run(["dpkg-query", "--search", f"*/{name}"], capture_output=True, text=True, check=False).stdout.splitlines():
        return os.path.realpath(line.split(": ", 1)[1])
    raise SystemExit(f"make-sbom.py: {name} is not installed; build where the programs run")


@functools.cache
def find_package(path):
    """(package, version) of an installed file; merged /usr gives it two names."""
    for name in (path, path.removeprefix("/usr")):
        found = subprocess.run(["dpkg-query", "--search", name], capture_output=True, text=True, check=False)
        if found.returncode == 0:
            package = found.stdout.split(": ")[0].split(",")[0]
            return run("dpkg-query", "-W", "-f", "${source:Package} ${Version}", package).split() + [package.split(":")[0]]
    raise SystemExit(f"make-sbom.py: no package has {path}; install it from one")


def make_package(source, version, binary):
    return {"SPDXID": f"SPDXRef-{binary}", "name": binary, "versionInfo": version, "supplier": "Organization: Debian",
            "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "sourceInfo": f"built from the Debian source {source}",
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                              "referenceLocator": f"pkg:deb/debian/{binary}@{version}"}]}


def main():
    programs = list(list_programs(sys.argv[1:]))
    if not programs:
        raise SystemExit("make-sbom.py: no program below " + " ".join(sys.argv[1:]) + "; build first")
    packages, relations = {}, set()
    for program in programs:
        for name in NEEDED.findall(run("readelf", "-d", str(program))):
            source, version, binary = find_package(find_library(name))
            packages[binary] = make_package(source, version, binary)
            relations.add((program.name, binary))
    when = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), datetime.timezone.utc)
    files = [{"SPDXID": f"SPDXRef-File-{path.name}", "fileName": path.name,
              "checksums": [{"algorithm": "SHA256", "checksumValue": hashlib.sha256(path.read_bytes()).hexdigest()}]} for path in programs]
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "certfirst",
        "documentNamespace": "https://spdx.org/spdxdocs/certfirst-" + hashlib.sha256(json.dumps(files).encode()).hexdigest(),
        "creationInfo": {"created": when.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": [CREATOR]},
        "files": files, "packages": [packages[name] for name in sorted(packages)],
        "relationships": [{"spdxElementId": f"SPDXRef-File-{program}", "relationshipType": "DYNAMIC_LINK",
                           "relatedSpdxElement": f"SPDXRef-{binary}"} for program, binary in sorted(relations)],
    }
    json.dump(document, sys.stdout, indent=1, sort_keys=True)
    print()


if __name__ == "__main__":
    main()
