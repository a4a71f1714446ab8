#!/usr/bin/python3
"""make-sbom.py: what the built programs stand on, with versions (SPDX 2.3, JSON)

Usage: make-sbom.py VERSION FOLDER...      every ELF file below the folders, on standard output

Each shared library that a program asks for is named with the Debian package
and version that it was built with; data that is read while it runs without a
version, which is that of the machine.  The document's date is
SOURCE_DATE_EPOCH, so that two builds of one source give the same bytes.
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
import urllib.parse

NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")
CREATOR = "Tool: certfirst-make-sbom"
OURS = "SPDXRef-certfirst"
# Roots for e-mail, the key of the DNS root, the list of public suffixes: read when they are needed, linked to nothing.
READ = ("dns-root-data", "libnss3", "publicsuffix")


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


def make_identifier(name):
    """Letters, digits, "." and "-" are all that SPDX lets pass."""
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", lambda match: f"-{ord(match[0]):x}-", name)


def make_package(binary, source=None, version=None):
    known = {"versionInfo": version, "sourceInfo": f"built from the Debian source {source}"} if version else \
        {"sourceInfo": "data that is read at run time; the version is that of the machine"}
    return {"SPDXID": make_identifier(binary), "name": binary, "supplier": "Organization: Debian", "downloadLocation": "NOASSERTION",
            "filesAnalyzed": False, "externalRefs": [{
                "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                "referenceLocator": f"pkg:deb/debian/{urllib.parse.quote(binary)}" + (f"@{urllib.parse.quote(version)}" if version else "")}], **known}


def make_ours(version):
    return {"SPDXID": OURS, "name": "certfirst", "versionInfo": version, "supplier": "NOASSERTION", "downloadLocation": "NOASSERTION",
            "filesAnalyzed": False, "licenseDeclared": "GPL-3.0-or-later"}


def make_file(program):
    octets = program.read_bytes()
    return {"SPDXID": make_identifier(f"File-{program.name}"), "fileName": program.name,
            "checksums": [{"algorithm": name, "checksumValue": hashlib.new(name, octets).hexdigest()} for name in ("SHA1", "SHA256")]}


def relate(one, kind, other):
    return {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}


def make_relations(files, linked):
    return [relate("SPDXRef-DOCUMENT", "DESCRIBES", OURS), *(relate(OURS, "CONTAINS", file["SPDXID"]) for file in files),
            *(relate(make_identifier(f"File-{program}"), "DYNAMIC_LINK", make_identifier(binary)) for program, binary in sorted(linked)),
            *(relate(make_identifier(name), "RUNTIME_DEPENDENCY_OF", OURS) for name in READ)]


def find_linked(programs):
    """({(program, Debian package)}, {Debian package: its row})"""
    linked, packages = set(), {}
    for program in programs:
        for name in NEEDED.findall(run("readelf", "-d", str(program))):
            source, version, binary = find_package(find_library(name))
            packages[binary] = make_package(binary, source, version)
            linked.add((program.name, binary))
    return linked, packages


def main():
    programs = list(list_programs(sys.argv[2:]))
    if not programs:
        raise SystemExit("make-sbom.py: no program below " + " ".join(sys.argv[2:]) + "; build first")
    linked, packages = find_linked(programs)
    packages.update({name: make_package(name) for name in READ if name not in packages})
    when = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), datetime.timezone.utc)
    files = [make_file(program) for program in programs]
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "certfirst",
        "documentNamespace": "https://spdx.org/spdxdocs/certfirst-" + hashlib.sha256(json.dumps(files).encode()).hexdigest(),
        "creationInfo": {"created": when.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": [CREATOR]},
        "files": files, "packages": [make_ours(sys.argv[1]), *(packages[name] for name in sorted(packages))],
        "relationships": make_relations(files, linked),
    }
    json.dump(document, sys.stdout, indent=1, sort_keys=True)
    print()


if __name__ == "__main__":
    main()
