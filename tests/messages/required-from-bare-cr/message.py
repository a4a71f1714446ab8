from kit import *


def make():
    return letter(hello(), sender=b"From: info@bank.example\r.evil.example")
