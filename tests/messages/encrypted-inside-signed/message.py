from kit import *


def make():
    return letter(detached(encrypted(cms.enveloped_data(alice())), bank()))
