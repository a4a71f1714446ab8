from kit import *


def make():
    return letter(detached(hello(), bank(), shape={"boundary": "=?utf-8?q?q?="}))
