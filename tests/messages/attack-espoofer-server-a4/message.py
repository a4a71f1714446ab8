import published


def make():
    return published.mail("espoofer-server-a4")


def beside():
    return published.beside("espoofer-server-a4")
