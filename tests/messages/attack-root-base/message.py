import attacks


def make():
    return attacks.make("root-base")
