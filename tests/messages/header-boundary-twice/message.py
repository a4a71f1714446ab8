from kit import *


def make():
    body = detached(hello(), bank())
    return letter(body.replace(b"multipart/signed;", b'multipart/signed; boundary="other";', 1))
