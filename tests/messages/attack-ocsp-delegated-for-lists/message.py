import doubts


def make():
    return doubts.mail("ocsp-delegated-for-lists")


def beside():
    return doubts.beside("ocsp-delegated-for-lists")
