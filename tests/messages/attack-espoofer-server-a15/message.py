import published


def make():
    return published.mail("espoofer-server-a15")


def beside():
    return published.beside("espoofer-server-a15")
