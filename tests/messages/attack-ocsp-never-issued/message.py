import doubts


def make():
    return doubts.mail("ocsp-never-issued")


def beside():
    return doubts.beside("ocsp-never-issued")
