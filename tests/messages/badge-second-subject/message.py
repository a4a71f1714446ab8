from kit import *


def make():
    message = sealed(letter(hello()))
    return b"Subject: Pay at once\r\n" + message


def beside():
    return dns(*answers.published())
