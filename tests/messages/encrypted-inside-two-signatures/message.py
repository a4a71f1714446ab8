from kit import *


def make():
    sealed = encrypted(cms.enveloped_data(alice()))
    return letter(opaque(opaque(sealed, bank()), bank()))
