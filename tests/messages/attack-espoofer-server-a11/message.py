import published


def make():
    return published.mail("espoofer-server-a11")


def beside():
    return published.beside("espoofer-server-a11")
