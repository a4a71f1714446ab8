import attacks


def make():
    return attacks.make("painted-ribbon")
