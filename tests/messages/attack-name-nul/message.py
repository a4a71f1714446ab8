import forgery


def make():
    return forgery.make("name-nul")
