from kit import *


def make():
    body = detached(hello(), bank())
    return letter(body.replace(b"Content-Type: multipart/signed; protocol", b"CONTENT-TYPE: Multipart/SIGNED; Protocol"))
