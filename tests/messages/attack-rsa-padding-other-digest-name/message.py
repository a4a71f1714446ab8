import forgery


def make():
    return forgery.make("rsa-padding-other-digest-name")
