from kit import *


def make():
    return letter(text("Please pay.\n"), sender=b"From: <info@bank.exa\r\n mple>")
