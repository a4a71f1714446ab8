import doubts


def make():
    return doubts.mail("ocsp-cutoff-twice")


def beside():
    return doubts.beside("ocsp-cutoff-twice")
