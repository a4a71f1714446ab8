"""relay.py: a mail server that stops in the middle of a mail, for the tests of every mail client

    with Relay(server.imap_port, b"HERE") as relay:
        ...                     # clients connect to relay.port
        relay.release()

Everything goes through as it comes, until the server sends the word: what
follows is held back on that connection until it is released.
"""
import contextlib
import socket
import threading

HOST = "127.0.0.1"
PIECE = 4096


class Relay:
    """Use as a context.  Attributes: port; held: set once a connection stands still."""

    def __init__(self, port, word):
        self.to = port
        self.word = word
        self.held = threading.Event()
        self.free = threading.Event()

    def __enter__(self):
        self.listener = socket.create_server((HOST, 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.release()
        self.listener.close()

    def release(self):
        self.free.set()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client = self.listener.accept()[0]
                server = socket.create_connection((HOST, self.to))
                threading.Thread(target=self.pass_on, args=(client, server, b""), daemon=True).start()
                threading.Thread(target=self.pass_on, args=(server, client, self.word), daemon=True).start()

    def pass_on(self, source, target, word):
        """Until one side closes; a word may lie across two pieces."""
        last = b""
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                target.sendall(piece)
                if word and word in last + piece:
                    self.held.set()
                    self.free.wait()
                last = piece[-len(word):] if word else b""
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
