from kit import *


def make():
    phishing = text("Please pay to account 666.\n")
    sealed = opaque_entity(cms.enveloped_data(alice()), 'application/pkcs7-mime; name="smime.p7m"')
    return letter(multipart("mixed", phishing, sealed))
