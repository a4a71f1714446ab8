from kit import *


def make():
    return letter(encrypted(cms.signed_data(hello(), [bank()], detached=False)))
