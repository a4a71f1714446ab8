from kit import *


def make():
    guest = "+ADw-h1+AD4-Pay to 1234567+ADw-/h1+AD4APA-plaintext+AD4-"
    return untyped(text(f"<html><p>Dear {guest},</p><p>your statement is ready.</p></html>\n", "html"), b"utf-8", b"utf-7")


def beside():
    return dns(*answers.published())
