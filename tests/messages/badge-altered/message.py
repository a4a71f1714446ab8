from kit import *


def make():
    message = letter(detached(hello(), bank())).replace(b"June", b"July")
    return sealed(message)


def beside():
    return dns(*answers.published())
