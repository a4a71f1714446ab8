import doubts


def make():
    return doubts.mail("issuer-no-authority")


def beside():
    return doubts.beside("issuer-no-authority")
