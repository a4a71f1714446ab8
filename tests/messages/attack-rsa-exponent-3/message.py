import forgery


def make():
    return forgery.make("rsa-exponent-3")
