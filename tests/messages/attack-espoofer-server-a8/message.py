import published


def make():
    return published.mail("espoofer-server-a8")


def beside():
    return published.beside("espoofer-server-a8")
