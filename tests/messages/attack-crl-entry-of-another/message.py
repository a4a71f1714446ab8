import doubts


def make():
    return doubts.mail("crl-entry-of-another")


def beside():
    return doubts.beside("crl-entry-of-another")
