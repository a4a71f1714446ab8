import forgery


def make():
    return forgery.make("ecdsa-zero-r")
