import doubts


def make():
    return doubts.mail("ocsp-cutoff-unreadable")


def beside():
    return doubts.beside("ocsp-cutoff-unreadable")
