from kit import *


def make():
    body = hello()
    for _ in range(40):
        body = multipart("mixed", body)
    return letter(body)
