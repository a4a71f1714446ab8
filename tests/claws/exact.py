"""exact.py: what Claws Mail does not hold as it arrived is said so, and never called altered

Usage: exact.py --build BUILD --samples SAMPLES
"""
import socket
import sys
import threading

import accounts
import dovecot
import host
import places

SIGNED = 3  # by somebody of whom no rule expects it
LIMIT_KB = 1  # of the POP account: what is larger is fetched in part
# Dovecot writes this byte for a NUL, which its protocol does not allow; other servers send the NUL.
STANDS_FOR_NUL = b"\x80"


class Proxy:
    """Between client and server: what the server says goes on with a NUL where it wrote another byte for it."""

    def __init__(self, host_name, port):
        self.server = (host_name, port)
        self.listener = socket.create_server((host_name, 0))
        self.port = self.listener.getsockname()[1]
        self.start(self.accept)

    def start(self, target, *given):
        threading.Thread(target=target, args=given, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(self.server)
            self.start(self.pump, client, server, b"", b"")
            self.start(self.pump, server, client, STANDS_FOR_NUL, b"\0")

    def pump(self, source, target, old, new):
        try:
            while octets := source.recv(65536):
                target.sendall(octets.replace(old, new) if old else octets)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            source.close()

    def close(self):
        self.listener.close()


class Behind(accounts.Accounts):
    """IMAP through the proxy, and a POP account with a limit of size."""

    def prepare(self):
        super().prepare()
        settings = self.home / ".claws-mail" / "accountrc"
        self.edit(settings, f"imap_port={self.server.imap_port}", f"imap_port={self.proxy.port}")
        self.edit(settings, "remove_mail=0\n", f"remove_mail=0\nenable_size_limit=1\nsize_limit={LIMIT_KB}\n")


class Exact(places.Places):
    """Each method is one promise; what it raises is a failure with its reason."""

    def said_not_exact(self, claws, octets):
        """As the engine says of bytes that are not exact: no danger, and the code stands in the details."""
        doubtful, trusted = self.ask(octets, exact=False), self.ask(octets)
        assert trusted["severity"] == "danger" and doubtful["severity"] != "danger", (trusted["severity"], doubtful["severity"])
        claws.wait_for(doubtful["ribbon"]["accessible_name"])
        assert self.has_code(claws, "CF613"), "nothing says that the bytes are not exact"

    def with_nul(self, claws):
        """The client loses the rest of the line; the server's size tells."""
        octets = self.mails[SIGNED - 1].read_bytes()
        lines = octets.split(b"\n")
        place = next(i for i, line in enumerate(lines) if i > lines.index(b"") and len(line) > 40 and not line.startswith(b"--"))
        lines[place] = lines[place][:12] + b"\0" + lines[place][13:]
        claws.imap.deliver(b"\n".join(lines), seen=True)
        claws.receive_until(lambda: claws.count_on_server() == 2, 120, "the mail on the server")
        claws.show_on_server(2, host.read_subject(self.mails[SIGNED - 1]))
        cached = claws.home / ".claws-mail" / "imapcache" / claws.server.host / accounts.IMAP_USER / "INBOX" / "2"
        octets = cached.read_bytes()
        assert b"\0" not in octets and len(octets) < len(b"\n".join(lines)) - 10, "the client lost nothing: this shows nothing"
        self.said_not_exact(claws, octets)

    def without_nul(self, claws):
        """The same way through the same proxy, whole: exact."""
        octets = self.mails[SIGNED - 1].read_bytes()
        claws.imap.deliver(octets, seen=True)
        claws.receive_until(lambda: claws.count_on_server() == 1, 120, "the mail on the server")
        claws.show_on_server(1, host.read_subject(self.mails[SIGNED - 1]))
        claws.wait_for(self.ask(octets)["ribbon"]["accessible_name"])
        assert not self.has_code(claws, "CF613"), "whole, and said not to be exact"

    def in_part(self, claws):
        """No arrival, because the rest may come later; opened, it is said not to be exact."""
        octets = self.make(SIGNED, "in part")
        claws.pop.deliver(octets)
        claws.receive_until(lambda: len(claws.list_local()) == 3, 120, "the part in its folder")
        part = claws.list_local()[-1].read_bytes()
        assert len(part) < len(octets) and b"SC-Partially-Retrieved" in part, "it came whole: this shows nothing"
        assert self.ask(octets)["canonical_sha256"] not in claws.read_history(), "judged although it is not here"
        claws.show(3)
        self.said_not_exact(claws, part)

    def run_promises(self):
        with dovecot.Dovecot() as server:
            Behind.proxy = Proxy(server.host, server.imap_port)
            altered = self.mails[SIGNED - 1].read_bytes().replace(b"Content-Type: text/plain", b"Content-Type: text/plain;x=y", 1)
            mails = [self.write("altered", altered), self.mails[7]]
            with self.opened(Behind(self.session, self.engine, server, mails)) as claws:
                self.run("IMAP: a whole mail is exact", self.without_nul, claws)
                self.run("IMAP: after a NUL the size differs, and it is said", self.with_nul, claws)
                self.run("POP: a part of a mail is no altered mail", self.in_part, claws)
            Behind.proxy.close()


if __name__ == "__main__":
    sys.exit(accounts.main(Exact))
