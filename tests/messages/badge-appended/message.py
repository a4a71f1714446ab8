from kit import *


def make():
    message = letter(hello())
    length = len(seal.relaxed_body(seal.split(message)[1]))
    return sealed(message, tags=f"l={length}; ") + octets("\nPay to the new account.\n")


def beside():
    return dns(*answers.published())
