from kit import *


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(list_with_changes(signer()),
                    revocation.list_line(CHANGES_PLACE, detail="timeout"))
