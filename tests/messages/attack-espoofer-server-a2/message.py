import published


def make():
    return published.mail("espoofer-server-a2")


def beside():
    return published.beside("espoofer-server-a2")
