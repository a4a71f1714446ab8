from kit import *


def make():
    info = cms.signer_info(hello(), Signer(bank()))
    made = cms.signed_data(text("Please pay to the new account.\n"), [bank()], detached=False, infos=[info])
    return letter(opaque_entity(made))
