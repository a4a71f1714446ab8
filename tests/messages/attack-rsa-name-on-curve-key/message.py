import forgery


def make():
    return forgery.make("rsa-name-on-curve-key")
