import attacks


def make():
    return attacks.make("form-data")
