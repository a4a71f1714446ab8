from kit import *

LAYERS = 5  # below the mail's own; CF_LIMIT_CMS_LAYERS are looked at


def make():
    body = hello()
    for _ in range(1 + LAYERS):
        body = opaque(body, bank())
    return letter(body)
