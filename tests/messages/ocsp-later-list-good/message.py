from kit import *


def signer():
    return asked(crl=LIST_PLACE)


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(responded(signer(), revocation.refusal("try-later")), list_said(signer()))
