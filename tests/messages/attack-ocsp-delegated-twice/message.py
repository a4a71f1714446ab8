import doubts


def make():
    return doubts.mail("ocsp-delegated-twice")


def beside():
    return doubts.beside("ocsp-delegated-twice")
