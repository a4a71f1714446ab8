import attacks


def make():
    return attacks.make("alternative-first")
