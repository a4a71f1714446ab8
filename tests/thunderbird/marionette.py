"""marionette.py: Thunderbird's own remote control, as much of it as the tests need

Packets are LENGTH:JSON over TCP on loopback.  Scripts run in Thunderbird's
main window with full rights.
"""
import base64
import json
import socket

HELLO_SECONDS = 60


class Refused(Exception):
    """A script failed in Thunderbird; the text is its error."""


class Marionette:
    """One session; Thunderbird serves one client at a time."""

    def __init__(self, port, seconds=120):
        self.socket = socket.create_connection(("127.0.0.1", port), HELLO_SECONDS)
        self.socket.settimeout(seconds)
        self.waiting = b""
        self.number = 0
        self.receive()
        self.call("WebDriver:NewSession", {})
        self.call("Marionette:SetContext", {"value": "chrome"})
        self.call("WebDriver:SetTimeouts", {"script": seconds * 1000})

    def close(self):
        self.socket.close()

    def receive(self):
        while b":" not in self.waiting:
            self.fill()
        length, _, self.waiting = self.waiting.partition(b":")
        while len(self.waiting) < int(length):
            self.fill()
        text, self.waiting = self.waiting[:int(length)], self.waiting[int(length):]
        return json.loads(text)

    def fill(self):
        data = self.socket.recv(1 << 16)
        if not data:
            raise ConnectionError("Thunderbird closed the connection")
        self.waiting += data

    def call(self, command, parameters):
        self.number += 1
        text = json.dumps([0, self.number, command, parameters]).encode()
        self.socket.sendall(str(len(text)).encode() + b":" + text)
        while True:
            kind, number, error, result = self.receive()
            if kind == 1 and number == self.number:
                break
        if error:
            raise Refused(f"{command}: {error.get('error')}: {error.get('message')}\n{error.get('stacktrace', '')[:600]}")
        return result

    def run(self, script, *arguments):
        """The value of a script's "return"; it may await."""
        wrapped = ("const done = arguments[arguments.length - 1]; const given = [...arguments].slice(0, -1);"
                   "(async () => {" + script + "})().then(value => done({value: value === undefined ? null : value}),"
                   "error => done({error: String(error) + '\\n' + error.stack}))")
        answer = self.call("WebDriver:ExecuteAsyncScript", {"script": wrapped, "args": list(arguments), "sandbox": "system",
                                                            "newSandbox": False})["value"]
        if "error" in answer:
            raise Refused(answer["error"])
        return answer["value"]

    def take_picture(self, path):
        data = self.call("WebDriver:TakeScreenshot", {"full": True})["value"]
        path.write_bytes(base64.b64decode(data))
