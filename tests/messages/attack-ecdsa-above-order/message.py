import forgery


def make():
    return forgery.make("ecdsa-above-order")
