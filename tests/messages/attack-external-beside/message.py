import attacks


def make():
    return attacks.make("external-beside")
