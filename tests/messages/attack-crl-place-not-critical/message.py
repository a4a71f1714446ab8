import doubts


def make():
    return doubts.mail("crl-place-not-critical")


def beside():
    return doubts.beside("crl-place-not-critical")
