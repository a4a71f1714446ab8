from kit import *


def make():
    message = sealed(letter(hello()))
    return b"To: yamada@example.or.jp\r\n" + message


def beside():
    return dns(*answers.published())
