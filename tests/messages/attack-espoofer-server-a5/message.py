import published


def make():
    return published.mail("espoofer-server-a5")


def beside():
    return published.beside("espoofer-server-a5")
