import doubts


def make():
    return doubts.mail("ocsp-good-and-revoked-by-other-names")


def beside():
    return doubts.beside("ocsp-good-and-revoked-by-other-names")
