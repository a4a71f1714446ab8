import attacks


def make():
    return attacks.make("sealed-beside")
