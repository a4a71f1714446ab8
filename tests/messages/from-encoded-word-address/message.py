from kit import *


def make():
    return letter(detached(hello(), alice()), sender="=?utf-8?Q?alice?=@example.com")
