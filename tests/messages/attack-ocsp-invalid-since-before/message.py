import doubts


def make():
    return doubts.mail("ocsp-invalid-since-before")


def beside():
    return doubts.beside("ocsp-invalid-since-before")
