import attacks


def make():
    return attacks.make("hidden-with-page")
