from kit import *


def make():
    return letter(hello(), before=["Authentication-Results: mx.example.org; dmarc=fail policy.dmarc=reject"])
