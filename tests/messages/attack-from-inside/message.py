import attacks


def make():
    return attacks.make("from-inside")
