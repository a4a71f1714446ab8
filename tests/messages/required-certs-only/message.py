from kit import *


def make():
    return letter(opaque_entity(cms.certificates_only([bank()]), 'application/pkcs7-mime; smime-type=certs-only; name="smime.p7c"'))
