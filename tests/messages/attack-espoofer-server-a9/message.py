import published


def make():
    return published.mail("espoofer-server-a9")


def beside():
    return published.beside("espoofer-server-a9")
