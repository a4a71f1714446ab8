import doubts


def make():
    return doubts.mail("ocsp-invalid-since-critical")


def beside():
    return doubts.beside("ocsp-invalid-since-critical")
