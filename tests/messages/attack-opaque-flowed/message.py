import attacks


def make():
    return attacks.make("opaque-flowed")
