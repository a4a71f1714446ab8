import attacks


def make():
    return attacks.make("uuencode-beside")
