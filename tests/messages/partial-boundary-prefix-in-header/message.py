from kit import *


def make():
    body = detached(hello(), bank(), shape={"boundary": "b1"})
    return letter(body.replace(b"Content-Disposition:", b"--b1X: y\r\nContent-Disposition:", 1))
