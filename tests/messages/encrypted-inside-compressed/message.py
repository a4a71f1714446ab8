from kit import *


def make():
    sealed = encrypted(cms.enveloped_data(alice()))
    squeezed = opaque_entity(cms.compressed_data(sealed), 'application/pkcs7-mime; smime-type=compressed-data; name="smime.p7z"', file_name="smime.p7z")
    return letter(detached(squeezed, bank()))
