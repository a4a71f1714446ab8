from kit import *


def make():
    return letter(text("Please pay.\n"), sender=b"x\rFrom:\r\n Example Bank <info@bank.example>\r\nFrom: " + MALLORY.encode())
