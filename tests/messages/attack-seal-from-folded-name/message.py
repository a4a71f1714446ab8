from kit import *


def make():
    return sealed(letter(hello())).replace(b"From: Example", b"From\r\n : Mallory <mallory@evil.example>\r\nFrom: Example", 1)


def beside():
    return dns(*answers.published())
