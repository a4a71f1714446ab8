import doubts


def make():
    return doubts.mail("ocsp-delegated-sha1")


def beside():
    return doubts.beside("ocsp-delegated-sha1")
