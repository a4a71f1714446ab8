import doubts


def make():
    return doubts.mail("ocsp-delegated-short-key")


def beside():
    return doubts.beside("ocsp-delegated-short-key")
