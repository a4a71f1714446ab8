from kit import *


def make():
    sealed = encrypted(cms.enveloped_data(alice()))
    return letter(detached(sealed, bank()))
