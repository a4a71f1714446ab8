import doubts


def make():
    return doubts.mail("crl-delta-not-critical")


def beside():
    return doubts.beside("crl-delta-not-critical")
