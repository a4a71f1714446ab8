import attacks


def make():
    return attacks.make("opaque-in-detached")
