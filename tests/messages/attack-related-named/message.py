import attacks


def make():
    return attacks.make("related-named")
