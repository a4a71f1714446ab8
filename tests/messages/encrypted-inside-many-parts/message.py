from kit import *


def make():
    sealed = encrypted(cms.enveloped_data(alice()))
    parts = [text("x\n")] * 1005
    return letter(opaque(multipart("mixed", *parts, sealed), bank()))
