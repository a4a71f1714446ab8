from kit import *


def make():
    sealed = multipart("encrypted", entity("application/pgp-encrypted", b"Version: 1"), entity("application/octet-stream", b"sealed"))
    return letter(opaque(sealed, bank()))
