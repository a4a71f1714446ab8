import attacks


def make():
    return attacks.make("root-sun-charset")
