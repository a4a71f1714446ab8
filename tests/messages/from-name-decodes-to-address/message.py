from kit import *


def make():
    return letter(detached(hello(), mallory()),
                  sender="=?utf-8?q?=3Cinfo=40bank.example=3E_=28?= <mallory@evil.example>")
