import doubts


def make():
    return doubts.mail("ocsp-sha512-names")


def beside():
    return doubts.beside("ocsp-sha512-names")
