import forgery


def make():
    return forgery.make("ecdsa-r-above-order")
