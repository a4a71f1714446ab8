import doubts


def make():
    return doubts.mail("crl-signer-own-key")


def beside():
    return doubts.beside("crl-signer-own-key")
