from kit import *


def make():
    return letter(encrypted(cms.enveloped_data(alice())))


def beside():
    return {"inner.eml": b"From: Mallory <mallory@evil.example>\r\nSubject: Win\r\n" + detached(hello(), bank())}
