from kit import *


def make():
    twin = pki.twin(bank())
    return letter(detached(hello(), Signer(bank(), key=twin.key), more=[twin]))
