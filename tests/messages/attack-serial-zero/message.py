import forgery


def make():
    return forgery.make("serial-zero")
