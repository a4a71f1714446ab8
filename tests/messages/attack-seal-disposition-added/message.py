from kit import *


def make():
    return sealed(letter(hello())).replace(b"\r\nMIME-Version:", b"\r\nContent-Disposition: attachment; filename=\"Your account was closed.txt\"\r\nMIME-Version:", 1)


def beside():
    return dns(*answers.published())
