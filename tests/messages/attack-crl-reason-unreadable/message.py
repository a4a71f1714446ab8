import doubts


def make():
    return doubts.mail("crl-reason-unreadable")


def beside():
    return doubts.beside("crl-reason-unreadable")
