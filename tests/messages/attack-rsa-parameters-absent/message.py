import forgery


def make():
    return forgery.make("rsa-parameters-absent")
