from kit import *


def make():
    other = cms.signed_data(text("The real text.\n"), [bank()], detached=False)
    return letter(detached_entity(text("Please pay to the new account.\n"), other))
