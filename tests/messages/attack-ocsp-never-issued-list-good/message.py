import doubts


def make():
    return doubts.mail("ocsp-never-issued-list-good")


def beside():
    return doubts.beside("ocsp-never-issued-list-good")
