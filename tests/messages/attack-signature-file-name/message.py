import attacks


def make():
    return attacks.make("signature-file-name")
