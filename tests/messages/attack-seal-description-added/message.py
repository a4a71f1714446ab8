from kit import *


def make():
    return sealed(letter(hello())).replace(b"\r\nMIME-Version:", b"\r\nContent-Description: Your account was closed\r\nMIME-Version:", 1)


def beside():
    return dns(*answers.published())
