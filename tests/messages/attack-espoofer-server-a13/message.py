import published


def make():
    return published.mail("espoofer-server-a13")


def beside():
    return published.beside("espoofer-server-a13")
