import forgery


def make():
    return forgery.make("ecdsa-third-number")
