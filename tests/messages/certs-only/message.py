from kit import *


def make():
    made = cms.certificates_only([bank(), pki.intermediate()])
    return letter(opaque_entity(made, 'application/pkcs7-mime; smime-type=certs-only; name="smime.p7c"',
                                file_name="smime.p7c"))
