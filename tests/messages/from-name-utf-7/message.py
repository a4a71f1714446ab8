from kit import *


def make():
    return letter(detached(hello(), mallory()),
                  sender="=?utf-7?q?info+AEA-bank.example_+ACg-?= <mallory@evil.example>")
