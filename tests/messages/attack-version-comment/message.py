import attacks


def make():
    return attacks.make("version-comment")
