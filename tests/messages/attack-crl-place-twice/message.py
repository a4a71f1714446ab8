import doubts


def make():
    return doubts.mail("crl-place-twice")


def beside():
    return doubts.beside("crl-place-twice")
