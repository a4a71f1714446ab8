import forgery


def make():
    return forgery.make("rsa-other-digest-in-name")
