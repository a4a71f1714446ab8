from kit import *


def make():
    return letter(hello(), before=["Authentication-Results: mx.example.org;\r\n dkim=fail header.d=bank.example;\r\n dmarc=fail header.from=bank.example"])
