import forgery


def make():
    return forgery.make("digest-parameters-odd")
