from kit import *


def make():
    phishing = text("Please pay to account 666.\n")
    sealed = encrypted(cms.enveloped_data(alice()))
    return letter(opaque(multipart("mixed", phishing, sealed), self_made()))
