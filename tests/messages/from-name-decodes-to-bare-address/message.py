from kit import *


def make():
    return letter(detached(hello(), mallory()),
                  sender="=?utf-8?q?info=40bank.example_=28?= <mallory@evil.example>")
