import attacks


def make():
    return attacks.make("opaque-charset")
