import doubts


def make():
    return doubts.mail("crl-signer-made-by-holder")


def beside():
    return doubts.beside("crl-signer-made-by-holder")
