from kit import *


def make():
    return letter(opaque_entity(cms.compressed_data(detached(hello(), bank())),
                                'application/pkcs7-mime; smime-type=compressed-data; name="smime.p7z"'))
