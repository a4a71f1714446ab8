import doubts


def make():
    return doubts.mail("ocsp-invalid-since-unreadable")


def beside():
    return doubts.beside("ocsp-invalid-since-unreadable")
