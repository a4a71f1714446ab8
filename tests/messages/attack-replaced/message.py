import attacks


def make():
    return attacks.make("replaced")
