from kit import *


def make():
    inner = opaque_entity(cms.compressed_data(hello()),
                          'application/pkcs7-mime; smime-type=compressed-data; name="smime.p7z"', file_name="smime.p7z")
    return letter(opaque(inner, bank()))
