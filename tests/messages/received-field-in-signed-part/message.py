from kit import *


def make():
    inside = mail.octets(received("mx.example.or.jp") + "\n") + hello()
    return letter(detached(inside, signed_last_year()))
