import doubts


def make():
    return doubts.mail("crl-signer-made-elsewhere")


def beside():
    return doubts.beside("crl-signer-made-elsewhere")
