from kit import *
from revocation import Entry


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(list_with_changes(signer(), Entry(signer(), EARLIER, "certificate-hold")),
                    changes(signer(), Entry(signer(), EARLIER, "remove-from-crl"), base=8))
