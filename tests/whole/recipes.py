#!/usr/bin/python3
"""What the pages for administrators and help desks promise of their commands, and the recipes for several hosts.

Usage: recipes.py PROGRAM SOURCE-ROOT SAMPLES

Two ssh servers on loopback stand for two hosts, two Dask workers for a cluster; one worker is killed midway.  What is
not installed is skipped.
"""
import collections
import json
import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import desk as desks
import tap

PROGRAM, ROOT, SAMPLES = (pathlib.Path(word).resolve() for word in sys.argv[1:4])


def wait_for(what, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come")


class Archive(desks.Desk):
    """Whose reports are in out/."""

    def count(self):
        """How often each message has a report in out/."""
        found = collections.Counter()
        for path in (self.at / "out").glob("*.jsonl"):
            found.update(json.loads(line)["message_id"] for line in path.read_text().splitlines())
        return found

    def is_whole(self):
        found = self.count()
        return len(found) == desks.SHARDS * desks.EACH and set(found.values()) == {1}


def check_help_desk(results, desk):
    """What the pages promise of the answers."""
    explained, others, letter = (desk.run(f"certfirst explain {words} report.json").stdout for words in ("", "--others", "--letter"))
    results.result("Signature: It does not match the text" in explained and "certain" in explained, "the causes stand each by itself", [explained])
    results.result(all(name in others for name in ("Outlook", "Thunderbird", "Apple Mail", "Gmail", "https://")), "what others show", [others])
    results.result("RFC 8551" in letter and "Dear sender" in letter and "電子署名" in letter, "the letter, in both languages", [letter])
    results.result(letter.count("________@works.example") == 2 and "u1@" not in letter, "its address is left blank where the report names nobody", [letter])
    good = next((SAMPLES / "mail").glob("*-verified-CF202.eml"))
    done = desk.run(f"certfirst check --format=json --policy={SAMPLES}/samples.policy --trust-anchors={SAMPLES}/anchors.pem "
                    f"--lookups={SAMPLES}/answers.jsonl --at=2026-06-15T09:00:00Z {good} | certfirst explain --letter -")
    results.result(done.returncode == 1 and "RFC" not in done.stdout, "no letter where the sender can mend nothing", [done.stdout, done.stderr])


def check_samples(results, desk):
    """A copy shows what its manifest says, in the folder itself and with its own command."""
    made = desk.run("certfirst samples lessons")
    command = made.stdout.strip().splitlines()[-1].strip()
    shown = desk.run(command.replace("certfirst check", "certfirst check --format=json"))
    found = [(one["source"], one["verdict"], one["severity"], one["reasons"][0]["code"]) for one in map(json.loads, shown.stdout.splitlines())]
    rows = (desk.at / "lessons" / "manifest.tsv").read_text().splitlines()[1:]
    wanted = [tuple(row.split("\t")) for row in rows]
    results.result(found == wanted and len(wanted) > 20, "the mails for training show what is said of them", sorted(set(found) ^ set(wanted)))
    states = {(verdict, severity) for _, verdict, severity, _ in wanted}
    verdicts = {"verified", "verified-domain", "unsigned", "missing-certificate", "untrusted", "invalid", "undetermined"}
    results.result({verdict for verdict, _ in states} == verdicts, "there is one of each verdict", sorted(states))
    (desk.at / "lessons" / "mail" / "mine.eml").write_text("mine")
    again = desk.run("certfirst samples lessons")
    results.result(again.returncode == 2 and (desk.at / "lessons" / "mail" / "mine.eml").exists(), "what is there already stays", [again.stderr])


# --- two hosts ---

def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def start_host(desk, name):
    """An ssh server of our own that knows one key; the line of GNU parallel's list of hosts."""
    folder, port = desk.at / name, free_port()
    folder.mkdir()
    for key in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / key], check=True)
    (folder / "known").write_text((folder / "user.pub").read_text())
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/known\nPidFile none\nStrictModes no\n"
        f"UsePAM no\nPasswordAuthentication no\nSetEnv PATH={desk.environment['PATH']} LC_ALL=C.UTF-8\n")
    server = subprocess.Popen(["/usr/sbin/sshd", "-D", "-e", "-f", folder / "config"], stderr=open(folder / "log", "wb"))
    user = pwd.getpwuid(os.getuid()).pw_name
    words = f"ssh -p {port} -i {folder}/user -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o IdentitiesOnly=yes"
    return server, f"1/{words} {user}@127.0.0.1"


def check_parallel(results, desk):
    name = "GNU parallel over two ssh hosts"
    if not shutil.which("parallel") or not os.path.exists("/usr/sbin/sshd"):
        results.skip(name, "parallel or sshd is not installed")
        return
    os.makedirs("/run/sshd", exist_ok=True) if os.getuid() == 0 else None
    hosts = [start_host(desk, "one"), start_host(desk, "two")]
    try:
        (desk.at / "hosts").write_text("".join(line + "\n" for _, line in hosts))
        page = (ROOT / "docs" / "administrators.md").read_text(encoding="utf-8")
        line = re.search(r"^ {4}(parallel .*)$", page, re.M)[1]
        wait_for(lambda: all(b"listening" in (desk.at / one / "log").read_bytes() for one in ("one", "two")))
        done = desk.run(line, 600)
        results.result(desk.is_whole(), name, [done.returncode, done.stderr[-800:], len(desk.count())])
        used = {row.split("\t")[1] for row in (desk.at / "done.log").read_text().splitlines()[1:]}
        results.result(len(used) == 2, "both hosts had work", used)
        summary = desk.run("certfirst scan --summary --format=json --reports out/*.jsonl")
        results.result(json.loads(summary.stdout)["mails"] == desks.SHARDS * desks.EACH, "and their reports are summed up")
    finally:
        for server, _ in hosts:
            server.terminate()
            server.wait()


def start_dask(desk, words, name):
    log = open(desk.at / f"{name}.log", "wb")
    return subprocess.Popen(["/usr/bin/python3", "-m", *words], cwd=desk.at, env=desk.environment, stdout=log, stderr=log, start_new_session=True)


def check_dask(results, desk):
    name = "Dask with two workers, one killed midway"
    if subprocess.run(["/usr/bin/python3", "-c", "import distributed"], capture_output=True, check=False).returncode != 0:
        results.skip(name, "python3-distributed is not installed")
        return
    for old in (desk.at / "out").glob("*"):
        old.unlink()
    port = free_port()
    where = f"tcp://127.0.0.1:{port}"
    started = [start_dask(desk, ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"], "scheduler")]
    started += [start_dask(desk, ["distributed.cli.dask_worker", where, "--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--no-nanny"], f"worker{n}")
                for n in range(2)]
    try:
        run = subprocess.Popen(["/usr/bin/python3", ROOT / "docs" / "examples" / "scan-dask.py", where, "out",
                                *sorted(str(path) for path in (desk.at / "archive").iterdir()), "--", "--lookups=offline", "--jobs=1"],
                               cwd=desk.at, env=desk.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        wait_for(lambda: sum(desk_size(desk)) > 300000 or run.poll() is not None, 240)
        before = sorted(desk_size(desk))
        os.killpg(started[2].pid, signal.SIGKILL)
        said = run.communicate(timeout=400)[0]
        results.result(0 < len(before) < desks.SHARDS and run.returncode == 0, "it was killed midway", [before, run.returncode, said[-800:]])
        results.result(desk.is_whole(), name, [len(desk.count()), desk.count().most_common(2)])
    finally:
        for one in started:
            if one.poll() is None:
                os.killpg(one.pid, signal.SIGTERM)
            one.wait()


def desk_size(desk):
    return [path.stat().st_size for path in (desk.at / "out").glob("*.jsonl")]


def check_ansible(results):
    name = "the Ansible example passes ansible-lint"
    if not shutil.which("ansible-lint", path="/usr/bin"):
        results.skip(name, "ansible-lint is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "docs" / "examples" / "certfirst.yml", folder)
        done = subprocess.run(["/usr/bin/ansible-lint", "--offline", "--nocolor", "certfirst.yml"], cwd=folder, capture_output=True, text=True, timeout=300,
                              check=False, env={**os.environ, "HOME": folder, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
        results.result(done.returncode == 0, name, [] if done.returncode == 0 else [done.stdout[-1500:], done.stderr[-800:]])


def main():
    results = tap.Tap()
    with tempfile.TemporaryDirectory() as folder:
        desk = Archive(folder, PROGRAM, SAMPLES)
        check_parallel(results, desk)
        check_help_desk(results, desk)
        check_samples(results, desk)
        check_dask(results, desk)
    check_ansible(results)
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
