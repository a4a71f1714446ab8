#!/usr/bin/python3
"""The organisation's rules come from a static web server, as docs/administrators.md says; reports are read as JSON Lines by another program.

Usage: rollout.py PROGRAM SOURCE-ROOT SAMPLES

The server is Python's own, with the command of the page; the machine is a folder.
"""
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.dont_write_bytecode = True

import tap

PROGRAM, ROOT, SAMPLES = (pathlib.Path(word).resolve() for word in sys.argv[1:4])
PAGE = (ROOT / "docs/administrators.md").read_text(encoding="utf-8")
RULES = {1: "[sender bank.example]\ncertificate=usual\n", 2: "[sender bank.example]\ncertificate=required\nlocked=*\n"}


class Place:
    """What one roll-out needs: keys and bundles of the administrator, a folder that is served, a machine."""

    def __init__(self, folder):
        self.at = pathlib.Path(folder)
        self.served = self.at / "public"
        self.machine = self.at / "machine"
        for path in (self.served, self.machine / "bundle", self.at / "bin"):
            path.mkdir(parents=True)
        (self.at / "bin/certfirst").symlink_to(PROGRAM)
        self.environment = {**os.environ, "PATH": f"{self.at}/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LANGUAGE": "", "HOME": str(self.at),
                            "no_proxy": "*"}
        for name in ("rules", "stranger"):
            self.run(f"openssl req -x509 -newkey rsa:2048 -nodes -keyout {name}.key -out {name}.pem -days 3000 -subj /CN={name}")
        shutil.copy(self.at / "rules.pem", self.machine / "bundle/signer.pem")

    def run(self, line):
        return subprocess.run(["/bin/sh", "-c", line], cwd=self.at, env=self.environment, capture_output=True, text=True, timeout=120, check=False)

    def publish(self, version, signer="rules"):
        (self.at / "10-org.policy").write_text(RULES.get(version, RULES[2]))
        made = self.run(f"certfirst policy bundle --key={signer}.key --cert={signer}.pem --version={version} -o public/policy.cfbundle 10-org.policy")
        assert made.returncode == 0, made.stderr

    def start_server(self):
        """The page's own command, on a port that is free."""
        line = re.search(r"^    python3 (-m http\.server .*) 8000$", PAGE, re.M)[1]
        self.server = subprocess.Popen(["/usr/bin/python3", "-u", *line.split(), "0", "--bind", "127.0.0.1"], cwd=self.at, env=self.environment,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.port = int(re.search(r"port (\d+)", self.server.stdout.readline())[1])
        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=10).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def fetch(self):
        """The page's own command, for this server and this machine."""
        line = re.search(r"^    sh (certfirst-fetch-bundle http\S+)$", PAGE, re.M)[1]
        line = line.replace("certfirst-fetch-bundle", str(ROOT / "docs/examples/certfirst-fetch-bundle")).replace("rules.example:8000", f"127.0.0.1:{self.port}")
        return self.run(f"sh {line} {self.machine}/bundle")

    def counts(self):
        """(version, problems) by which this machine judges."""
        done = self.run(f"certfirst doctor --offline --format=json --installed={self.machine}")
        policy = next(check for check in json.loads(done.stdout)["checks"] if check["id"] == "policy")
        return policy["values"]["bundle_version"], [found["code"] for found in policy["findings"] if found["status"] == "problem"]


def check_bundle(results, place):
    def step(says, wanted, status):
        done = place.fetch()
        found = place.counts()
        left = [path.name for path in (place.machine / "bundle").iterdir() if path.name.startswith(".new")]
        results.result((found, done.returncode == 0, left) == ((wanted, []), status, []), says, [found, done.returncode, done.stdout, done.stderr, left])

    place.publish(1)
    step("the first bundle comes from the server and counts", 1, True)
    step("asked again with nothing new, all stays", 1, True)
    place.publish(2)
    step("a newer one takes its place", 2, True)
    place.publish(1)
    step("an older one that was put there again is refused", 2, False)
    place.publish(3, signer="stranger")
    step("one signed by a stranger is refused", 2, False)
    place.publish(3)
    bundle = place.served / "policy.cfbundle"
    whole = bundle.read_bytes()
    bundle.write_bytes(whole.replace(b"required", b"optional"))
    step("one that was changed on the server is refused", 2, False)
    bundle.write_bytes(whole[:len(whole) // 2])
    step("half a file is refused", 2, False)
    bundle.unlink()
    step("without the file on the server all stays", 2, False)
    bundle.write_bytes(whole)
    step("and the whole one counts", 3, True)
    place.server.terminate()
    place.server.wait()
    step("without a server all stays", 3, False)


def check_lines(results, place):
    """SQLite reads the reports as they are: one object a line, the same keys in each."""
    mails = sorted(str(path) for path in (SAMPLES / "mail").iterdir())
    done = place.run("certfirst scan --lookups=offline --output=reports.jsonl " + " ".join(mails))
    lines = (place.at / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    shapes = {tuple(json.loads(line)) for line in lines}
    results.result(len(lines) == len(mails) and len(shapes) == 1, "each line is one object with the same keys in the same order", [done.stderr, shapes])
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE TABLE reports (line TEXT)")
        base.executemany("INSERT INTO reports VALUES (?)", [(line,) for line in lines])
        counted = dict(base.execute("SELECT json_extract(line, '$.verdict'), count(*) FROM reports GROUP BY 1"))
        codes = {row[0] for row in base.execute("SELECT json_extract(line, '$.reasons[0].code') FROM reports")}
    summary = json.loads(place.run("certfirst scan --summary --format=json --reports reports.jsonl").stdout)
    wanted = {name: n for name, n in summary["verdicts"].items() if n} if isinstance(summary["verdicts"], dict) else None
    results.result(sum(counted.values()) == len(mails) and (wanted is None or counted == wanted), "SQLite counts what the summary counts", [counted, summary["verdicts"]])
    results.result(all(re.fullmatch(r"CF\d{3}", code) for code in codes), "and finds the codes", codes)
    listed = "\n".join(mails[:5]) + "\n"
    done = subprocess.run([PROGRAM, "scan", "--lookups=offline", "--files-from=-"], input=listed, cwd=place.at, env=place.environment, capture_output=True,
                          text=True, timeout=120, check=False)
    results.result(len(done.stdout.splitlines()) == 5, "a list of files on standard input", [done.returncode, done.stderr])


def main():
    results = tap.Tap()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(folder)
        place.start_server()
        try:
            check_bundle(results, place)
        finally:
            place.server.terminate()
            place.server.wait()
        check_lines(results, place)
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
