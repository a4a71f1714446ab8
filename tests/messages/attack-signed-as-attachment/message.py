import attacks


def make():
    return attacks.make("signed-as-attachment")
