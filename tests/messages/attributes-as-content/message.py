from kit import *


def make():
    stolen = der.set_of(*cms.standard_attributes(hello(), Signer(bank())))
    return letter(opaque(stolen, Signer(bank(), attributes=False)))
