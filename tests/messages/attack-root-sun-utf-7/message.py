import attacks


def make():
    return attacks.make("root-sun-utf-7")
