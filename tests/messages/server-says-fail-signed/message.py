from kit import *


def make():
    return letter(detached(hello(), bank()), before=["Authentication-Results: mx.example.org; dmarc=fail header.from=bank.example"])
