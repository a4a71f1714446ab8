from kit import *


def make():
    twin = pki.twin(bank())
    return letter(detached(hello(), Signer(bank(), key=twin.key), certificates=[twin.der, *cms.bag([Signer(bank())])]))
