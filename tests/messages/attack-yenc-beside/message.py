import attacks


def make():
    return attacks.make("yenc-beside")
