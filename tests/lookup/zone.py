"""zone.py: a signed DNS of our own, root included, served by knot on loopback

    with Zones([Zone(".", ...), Zone("example.", ...)]) as dns:
        dns.address     "127.0.0.1@PORT", as --resolver and libunbound take it
        dns.root_key    a file with the trust anchor of the root

Zones are signed by one run of knotd and served as files by another, so that
the signatures can be spoilt in between.
"""
import ctypes
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

KNOTD = "/usr/sbin/knotd"
KNOTC = "/usr/sbin/knotc"
KEYMGR = "/usr/sbin/keymgr"
TTL = 60
WAIT_S = 15


def end_with_us():
    """In the child: a test that is killed leaves no server behind (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def free_port():
    """A port that is free for UDP and TCP on loopback."""
    for _ in range(50):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp, \
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            tcp.bind(("127.0.0.1", 0))
            try:
                udp.bind(tcp.getsockname())
            except OSError:
                continue
            return tcp.getsockname()[1]
    raise OSError("no free port")


class Zone:
    """One zone and how it hangs in its parent.

    name:    with the dot at its end
    records: lines "name type data"; names relative to the zone
    signed:  whether the zone is signed
    trusted: whether the parent holds its DS record: signed and not trusted is
             insecure, trusted and not signed is bogus
    spoil:   changes a line of the signed file, for signatures that are wrong
    """

    def __init__(self, name, records="", signed=True, trusted=True, spoil=None):
        self.name = name
        self.records = records
        self.signed = signed
        self.trusted = trusted
        self.spoil = spoil

    @property
    def file(self):
        return "root.zone" if self.name == "." else self.name + "zone"

    def is_parent_of(self, other):
        return self is not other and (self.name == "." or other.name.endswith("." + self.name))


class Zones:
    """keys: a folder of keys that outlives this server; None for keys of its own.

    roll: what happens to the root's keys in it: "" nothing, "add" a second one, "drop" the first one
    """

    def __init__(self, zones, keys=None, roll=""):
        self.zones = zones
        self.keys = keys
        self.roll = roll
        self.folder = None
        self.process = None
        self.address = None
        self.root_key = None

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zones-"))
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def _start(self):
        port = free_port()
        self._configure("sign", port, signing=True)
        ds = {zone.name: self._make_key(zone) for zone in self.zones}
        for zone in self.zones:
            (self.folder / zone.file).write_text(self._write(zone, ds))
        self.root_key = str(self.folder / "root.ds")
        (self.folder / "root.ds").write_text(ds["."])
        self._sign(port)
        port = free_port()
        self._configure("serve", port, signing=False)
        self._run("serve", port)
        self.address = f"127.0.0.1@{port}"

    def stop(self):
        self._end()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.folder = None

    # --- files ---

    def _configure(self, stage, port, signing):
        run = self.folder / stage
        (run / "db").mkdir(parents=True)
        lines = ["server:", f"  rundir: {run}", f"  listen: 127.0.0.1@{port}", "  background-workers: 1",
                 "  udp-workers: 1", "  tcp-workers: 1", "database:", f"  storage: {run}/db",
                 f"  kasp-db: {self.keys or self.folder / 'keys'}", "log:", "  - target: stderr", "    any: warning",
                 "policy:", "  - id: one", "    algorithm: ECDSAP256SHA256", "    single-type-signing: on",
                 "    ksk-shared: off", "    manual: on", "zone:"]
        for zone in self.zones:
            lines += [f"  - domain: {zone.name}", f"    file: {self.folder}/{zone.file}", "    journal-content: none",
                      "    zonefile-sync: -1", "    zonefile-load: whole"]
            if signing and zone.signed:
                lines += ["    dnssec-signing: on", "    dnssec-policy: one"]
        (self.folder / f"{stage}.conf").write_text("\n".join(lines) + "\n")

    def _make_key(self, zone):
        """The DS record of a new key."""
        command = [KEYMGR, "-c", str(self.folder / "sign.conf"), zone.name]
        there = subprocess.run(command + ["list"], capture_output=True, text=True).stdout.split("\n")
        there = [line.split()[0] for line in there if " CSK " in line]
        if not there or (zone.name == "." and self.roll == "add"):
            subprocess.run(command + ["generate", "algorithm=ECDSAP256SHA256", "ksk=yes", "zsk=yes"], check=True,
                           stdout=subprocess.DEVNULL)
        if zone.name == "." and self.roll == "drop":
            subprocess.run(command + ["delete", there[0]], check=True, stdout=subprocess.DEVNULL)
        lines = subprocess.run(command + ["ds"], check=True, capture_output=True, text=True).stdout.splitlines()
        # Digest type 2 is SHA-256.
        return next(line for line in lines if line.split()[4] == "2") + "\n"

    def _parent(self, zone):
        parents = [other for other in self.zones if other.is_parent_of(zone)]
        return max(parents, key=lambda other: len(other.name), default=None)

    def _write(self, zone, ds):
        lines = [f"$ORIGIN {zone.name}", f"$TTL {TTL}", f"@ SOA ns.{zone.name.lstrip('.')} admin.{zone.name.lstrip('.')} "
                 f"1 3600 600 86400 {TTL}", f"@ NS ns.{zone.name.lstrip('.')}", "ns A 127.0.0.1"]
        for child in self.zones:
            if self._parent(child) is zone:
                lines += [f"{child.name} NS ns.{child.name}", f"ns.{child.name} A 127.0.0.1"]
                if child.trusted:
                    lines += [ds[child.name].rstrip()]
        return "\n".join(lines) + "\n" + zone.records + "\n"

    def _sign(self, port):
        self._run("sign", port)
        out = self.folder / "signed"
        out.mkdir()
        subprocess.run([KNOTC, "-b", "-c", str(self.folder / "sign.conf"), "zone-flush", "+outdir", str(out)], check=True,
                       stdout=subprocess.DEVNULL)
        self._end()
        for zone in self.zones:
            text = (out / zone.file).read_text()
            if zone.spoil is not None:
                text = "\n".join(map(zone.spoil, text.splitlines())) + "\n"
            (self.folder / zone.file).write_text(text)

    # --- processes ---

    def _run(self, stage, port):
        log = open(self.folder / f"{stage}.log", "wb")
        with log:
            self.process = subprocess.Popen([KNOTD, "-c", str(self.folder / f"{stage}.conf")], stdout=log, stderr=log,
                                            start_new_session=True, preexec_fn=end_with_us)
        end = time.monotonic() + WAIT_S
        while not self._answers(port):
            if time.monotonic() > end or self.process.poll() is not None:
                raise RuntimeError((self.folder / f"{stage}.log").read_text())
            time.sleep(0.05)

    def _answers(self, port):
        """Whether every zone answers for its SOA, signed if it should be."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.settimeout(1)
            for zone in self.zones:
                labels = [part.encode() for part in zone.name.split(".") if part]
                name = b"".join(bytes([len(part)]) + part for part in labels) + b"\0"
                udp.sendto(b"\0\1\0\0\0\1\0\0\0\0\0\1" + name + b"\0\6\0\1" + b"\0\0\x29\4\xd0\0\0\x80\0\0\0",
                           ("127.0.0.1", port))
                try:
                    reply = udp.recv(4096)
                except OSError:
                    return False
                wanted = 2 if zone.signed else 1
                if reply[3] & 15 or int.from_bytes(reply[6:8], "big") < wanted:
                    return False
        return True

    def _end(self):
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(5)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        self.process = None
