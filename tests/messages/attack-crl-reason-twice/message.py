import doubts


def make():
    return doubts.mail("crl-reason-twice")


def beside():
    return doubts.beside("crl-reason-twice")
