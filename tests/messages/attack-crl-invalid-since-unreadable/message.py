import doubts


def make():
    return doubts.mail("crl-invalid-since-unreadable")


def beside():
    return doubts.beside("crl-invalid-since-unreadable")
