import forgery


def make():
    return forgery.make("certificate-swapped")
