from kit import *


def make():
    sealed = opaque_entity(cms.enveloped_data(alice()), 'application/octet-stream; name="smime.p7m"')
    return letter(detached(sealed, bank()))
