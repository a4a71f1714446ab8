import attacks


def make():
    return attacks.make("root-apparently-from")
