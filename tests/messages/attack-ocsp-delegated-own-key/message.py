import doubts


def make():
    return doubts.mail("ocsp-delegated-own-key")


def beside():
    return doubts.beside("ocsp-delegated-own-key")
