import doubts


def make():
    return doubts.mail("ocsp-cutoff-of-all")


def beside():
    return doubts.beside("ocsp-cutoff-of-all")
