import attacks


def make():
    return attacks.make("signed-by-both")
