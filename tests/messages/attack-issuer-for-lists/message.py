import doubts


def make():
    return doubts.mail("issuer-for-lists")


def beside():
    return doubts.beside("issuer-for-lists")
