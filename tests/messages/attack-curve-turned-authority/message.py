import forgery


def make():
    return forgery.make("curve-turned-authority")
