import forgery


def make():
    return forgery.make("serial-leading-zero")
