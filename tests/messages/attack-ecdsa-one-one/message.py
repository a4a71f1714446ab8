import forgery


def make():
    return forgery.make("ecdsa-one-one")
