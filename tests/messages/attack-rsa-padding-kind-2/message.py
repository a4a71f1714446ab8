import forgery


def make():
    return forgery.make("rsa-padding-kind-2")
