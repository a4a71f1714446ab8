from kit import *


def make():
    body = detached(hello(), bank())
    return letter(body.replace(b"protocol=", b'x="=?utf-8?q?=22;_boundary=3Dq;_y=3D=22?="; protocol=', 1))
