from kit import *


def make():
    return letter(encrypted(cms.enveloped_data(alice())), sender=MALLORY)


def beside():
    return {"inner.eml": b"From: info@bank.example\r\n" + detached(hello(), bank())}
