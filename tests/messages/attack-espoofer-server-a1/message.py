import published


def make():
    return published.mail("espoofer-server-a1")


def beside():
    return published.beside("espoofer-server-a1")
