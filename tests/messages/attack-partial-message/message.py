import attacks


def make():
    return attacks.make("partial-message")
