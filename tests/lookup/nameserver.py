"""nameserver.py: a DNS server between the lookup process and the zones, which misbehaves where it is told to

It passes queries on over UDP and TCP, and writes down the names and types that were asked.
"""
import socket
import socketserver
import threading
import time

from zone import free_port

TYPES = {1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 15: "MX", 16: "TXT", 28: "AAAA", 43: "DS", 48: "DNSKEY", 53: "SMIMEA"}
# The bit of RFC 1035 section 4.1.1 in the third octet.
TRUNCATED = 2


def read_question(query):
    """The name with dots, its type, and where the question ends."""
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1:at + 1 + query[at]].decode("latin-1"))
        at += 1 + query[at]
    number = int.from_bytes(query[at + 1:at + 3], "big")
    return ".".join(labels).lower(), TYPES.get(number, str(number)), at + 5


def reply_with(query, end, rcode, answers=b"", count=0):
    """A reply without a second opinion: header, question, answers."""
    flags = 0x8180 | rcode
    return query[:2] + flags.to_bytes(2, "big") + b"\0\1" + count.to_bytes(2, "big") + b"\0\0\0\0" + query[12:end] + answers


def address_record(kind, address):
    """One A or AAAA record for the name of the question, to be asked again soon."""
    family = socket.AF_INET if kind == "A" else socket.AF_INET6
    data = socket.inet_pton(family, address)
    number = 1 if kind == "A" else 28
    return b"\xc0\x0c" + number.to_bytes(2, "big") + b"\0\1\0\0\0\0" + len(data).to_bytes(2, "big") + data


class NameServer:
    """`rules`: what a name ends with -> "silent", "late", "servfail", "refused", or a list of addresses;
    "silent" among them: no answer for a family that has none; "cut": truncated over UDP, whole over TCP;
    "torn": truncated over UDP, and TCP says nothing.

    `asked` holds (name, type, "udp" or "tcp") of every query, `extras` the bytes behind its question.
    """

    def __init__(self, address, strip=False, rules=None):
        host, port = address.split("@")
        self.upstream = (host, int(port))
        self.strip = strip
        self.rules = rules or {}
        self.asked = []
        self.extras = []

    def __enter__(self):
        outer = self
        self.port = free_port()

        class Datagrams(socketserver.BaseRequestHandler):
            def handle(self):
                reply = outer.answer(self.request[0], socket.SOCK_DGRAM)
                if reply:
                    self.request[1].sendto(reply, self.client_address)

        class Streams(socketserver.StreamRequestHandler):
            def handle(self):
                length = int.from_bytes(self.rfile.read(2), "big")
                reply = outer.answer(self.rfile.read(length), socket.SOCK_STREAM) if length else None
                if reply:
                    self.wfile.write(len(reply).to_bytes(2, "big") + reply)

        self.servers = [socketserver.ThreadingUDPServer(("127.0.0.1", self.port), Datagrams),
                        socketserver.ThreadingTCPServer(("127.0.0.1", self.port), Streams)]
        for server in self.servers:
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        self.address = f"127.0.0.1@{self.port}"
        return self

    def __exit__(self, *_):
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def _find_rule(self, name):
        return next((rule for end, rule in self.rules.items() if name == end or name.endswith("." + end)), None)

    def answer(self, query, protocol):
        name, kind, end = read_question(query)
        self.asked.append((name, kind, "udp" if protocol == socket.SOCK_DGRAM else "tcp"))
        self.extras.append(query[end:])
        rule = self._find_rule(name)
        if rule == "silent":
            return None
        if rule == "late":
            time.sleep(0.25)
            rule = None
        if rule in ("cut", "torn") and protocol == socket.SOCK_DGRAM:
            reply = reply_with(query, end, 0)
            return reply[:2] + bytes([reply[2] | TRUNCATED]) + reply[3:]
        if rule == "torn":
            return None
        if rule == "cut":
            rule = None
        if rule == "servfail":
            return reply_with(query, end, 2)
        if rule == "refused":
            return reply_with(query, end, 5)
        if rule is not None:
            fitting = [a for a in rule if (kind == "A") == ("." in a and ":" not in a) and a != "silent"] if kind in ("A", "AAAA") else []
            if not fitting and "silent" in rule:
                return None
            data = b"".join(address_record(kind, address) for address in fitting)
            return reply_with(query, end, 0, data, len(fitting))
        if self.strip:
            # Without the extension of RFC 6891 nobody sends signatures.
            query = query[:10] + b"\0\0" + query[12:end]
        return self._pass_on(query, protocol)

    def _pass_on(self, query, protocol):
        with socket.socket(socket.AF_INET, protocol) as upstream:
            upstream.settimeout(5)
            upstream.connect(self.upstream)
            if protocol == socket.SOCK_DGRAM:
                upstream.send(query)
                return upstream.recv(65535)
            upstream.sendall(len(query).to_bytes(2, "big") + query)
            with upstream.makefile("rb") as stream:
                return stream.read(int.from_bytes(stream.read(2), "big"))
