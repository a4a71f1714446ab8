from kit import *


def make():
    return letter(multipart("signed", hello(), parameters=' protocol="application/pkcs7-signature"; micalg=sha-256;'))
