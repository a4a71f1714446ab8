from kit import *


def make():
    message = sealed(letter(hello()))
    return b"From: Example Bank <pay@evil.example>\r\n" + message


def beside():
    return dns(*answers.published(), *answers.dmarc("evil.example"))
