"""preauth.py: an IMAP connection of a real server, logged in before the mail client has it

Usage: preauth.py PORT USER PASSWORD

Evolution would ask the desktop's keyring for a password.  Started as its shell
command, this logs in, greets with PREAUTH (RFC 9051 section 7.1.4) and passes
every byte on.
"""
import os
import selectors
import socket
import sys

port, user, password = sys.argv[1:]
server = socket.create_connection(("127.0.0.1", int(port)))
stream = server.makefile("rb", buffering=0)
stream.readline()
server.sendall(f'a LOGIN "{user}" "{password}"\r\n'.encode())
while not (line := stream.readline()).startswith(b"a "):
    pass
if not line.startswith(b"a OK"):
    sys.exit(line.decode())
os.write(1, b"* PREAUTH ready\r\n")
waiting = selectors.DefaultSelector()
waiting.register(server, selectors.EVENT_READ, lambda data: os.write(1, data))
waiting.register(0, selectors.EVENT_READ, server.sendall)
while True:
    for key, _ in waiting.select():
        octets = os.read(key.fd, 65536)
        if not octets:
            sys.exit(0)
        key.data(octets)
