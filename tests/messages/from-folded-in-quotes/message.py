from kit import *


def make():
    return letter(detached(hello(), mallory()), sender=b'From: " info@bank.example \r\n\t" <mallory@evil.example>')
