from kit import *


def make():
    body = detached(hello(), bank())
    return letter(body.replace(b'filename="smime.p7s"', b'filename="=?utf-8?q?=22;_x=3D=22?="', 1))
