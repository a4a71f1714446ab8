import doubts


def make():
    return doubts.mail("ocsp-md5-names")


def beside():
    return doubts.beside("ocsp-md5-names")
