import attacks


def make():
    return attacks.make("second-signer")
