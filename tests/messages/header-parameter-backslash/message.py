from kit import *


def make():
    body = detached(hello(), bank())
    return letter(body.replace(b"protocol=", b'x="a\\";boundary=q;y=\\"b"; protocol=', 1))
