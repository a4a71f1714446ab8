from kit import *


def make():
    return letter(detached(hello(), bank(), media_type="application/x-pkcs7-signature"))
