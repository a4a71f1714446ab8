import forgery


def make():
    return forgery.make("rsa-padding-no-digest-name")
