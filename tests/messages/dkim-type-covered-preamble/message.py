from kit import *


def make():
    body = multipart("mixed", hello(), attachment("june.pdf", "application/pdf", pdf()),
                     preamble=b"Pay to the new account.")
    return sealed(letter(body))


def beside():
    return dns(*answers.published())
