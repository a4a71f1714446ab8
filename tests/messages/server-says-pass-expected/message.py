from kit import *


def make():
    return letter(hello(), before=["Authentication-Results: mx.example.org;\r\n dkim=pass header.d=bank.example;\r\n dmarc=pass header.from=bank.example"])
