import forgery


def make():
    return forgery.make("key-identifier-shared")
