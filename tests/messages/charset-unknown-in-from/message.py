from kit import *


def make():
    return letter(detached(hello(), alice()), sender="=?x-unknown-1?B?g0GDQQ==?= <alice@example.com>")
