from kit import *


def make():
    return letter(opaque_entity(cms.auth_enveloped_data(alice()),
                                'application/pkcs7-mime; smime-type=authEnveloped-data; name="smime.p7m"'))
