from kit import *


def make():
    return b"List-Post: <mailto:mallory@evil.example>\r\n" + sealed(letter(hello()))


def beside():
    return dns(*answers.published())
