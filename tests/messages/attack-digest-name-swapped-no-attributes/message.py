import forgery


def make():
    return forgery.make("digest-name-swapped-no-attributes")
