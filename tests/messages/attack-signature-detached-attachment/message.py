import attacks


def make():
    return attacks.make("signature-detached-attachment")
