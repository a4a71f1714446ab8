from kit import *


def make():
    sender = r'"\" info@bank.example(" <mallory@evil.example>'
    return letter(detached(hello(), mallory()), sender=sender)
