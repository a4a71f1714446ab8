import forgery


def make():
    return forgery.make("rsa-cube-root-parameters")
