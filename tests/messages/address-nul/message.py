from kit import *


def make():
    cert = person("info@bank.example", mailboxes=("info@bank.example\0.evil.example",))
    return letter(detached(hello(), cert))
