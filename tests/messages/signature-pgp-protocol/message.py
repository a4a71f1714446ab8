from kit import *


def make():
    made = cms.signed_data(hello(), [bank()], detached=True)
    message = letter(detached_entity(hello(), made))
    return message.replace(b'protocol="application/pkcs7-signature"', b'protocol="application/pgp-signature"')
