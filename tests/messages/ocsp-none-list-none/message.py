from kit import *


def signer():
    return asked(crl=LIST_PLACE)


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(responded(signer(), detail="refused"), revocation.list_line(LIST_PLACE, detail="refused"))
