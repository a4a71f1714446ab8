from kit import *


def make():
    signed = cms.signed_data(with_line_feeds(hello()), [bank()], detached=True)
    return letter(detached_entity(hello(), signed))
