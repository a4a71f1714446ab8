import attacks


def make():
    return attacks.make("signature-usual-description")
