import published


def make():
    return published.mail("espoofer-server-a6")


def beside():
    return published.beside("espoofer-server-a6")
