import base64

from kit import *


def make():
    head = "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: base64\n\n!"
    sealed = octets(head) + base64.b64encode(cms.enveloped_data(alice())) + CRLF
    return letter(opaque(sealed, bank()))
