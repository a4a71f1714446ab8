from kit import *


def make():
    guest = "+ADw-h1+AD4-Pay to 1234567+ADw-/h1+AD4APA-plaintext+AD4-"
    page = entity("text/html", mail.octets(f"<html><p>Dear {guest},</p><p>your statement is ready.</p></html>\n"))
    return b"X-Sun-Charset: utf-7\r\n" + sealed(letter(page), names=(*UNTYPED, "Content-Type"))


def beside():
    return dns(*answers.published())
