import attacks


def make():
    return attacks.make("torn-tag")
