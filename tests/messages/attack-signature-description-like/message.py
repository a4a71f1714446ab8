import attacks


def make():
    return attacks.make("signature-description-like")
