import attacks


def make():
    return attacks.make("preamble-uuencode")
