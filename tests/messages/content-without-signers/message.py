from kit import *


def make():
    made = cms.signed_data(hello(), [], detached=False, certificates=[bank().der])
    return letter(opaque_entity(made))
