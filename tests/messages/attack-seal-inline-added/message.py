from kit import *


def make():
    return sealed(letter(hello())).replace(b"\r\nMIME-Version:", b"\r\nContent-Disposition: inline\r\nMIME-Version:", 1)


def beside():
    return dns(*answers.published())
