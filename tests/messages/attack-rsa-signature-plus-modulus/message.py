import forgery


def make():
    return forgery.make("rsa-signature-plus-modulus")
