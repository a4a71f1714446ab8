from kit import *


def make():
    usual = cms.standard_attributes(hello(), Signer(bank()))
    more = [cms.capabilities(), cms.attribute("1.3.6.1.4.1.55555.7", der.utf8("hello"))]
    return letter(detached(hello(), Signer(bank(), attributes=usual + more)))
