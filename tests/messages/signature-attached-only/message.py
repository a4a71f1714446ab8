from kit import *


def make():
    made = cms.signed_data(hello(), [bank()], detached=True)
    return letter(multipart("mixed", hello(), attachment("smime.p7s", "application/pkcs7-signature", made)))
