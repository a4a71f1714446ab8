import forgery


def make():
    return forgery.make("ecdsa-parameters-null")
