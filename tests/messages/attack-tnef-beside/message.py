import attacks


def make():
    return attacks.make("tnef-beside")
