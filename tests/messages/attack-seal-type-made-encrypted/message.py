from kit import *


def make():
    file = attachment("for-you.asc", "application/octet-stream", b"-----BEGIN PGP MESSAGE-----\n\n-----END PGP MESSAGE-----\n")
    body = multipart("mixed", text("A stranger sent us this file, do not believe it:\n"), file)
    return untyped(body, b"multipart/mixed;", b'multipart/encrypted; protocol="application/pgp-encrypted";')


def beside():
    return dns(*answers.published())
