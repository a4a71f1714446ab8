import attacks


def make():
    return attacks.make("no-end")
