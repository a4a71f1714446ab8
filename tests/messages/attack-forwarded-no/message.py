import attacks


def make():
    return attacks.make("forwarded-no")
