import published


def make():
    return published.mail("espoofer-server-a18")


def beside():
    return published.beside("espoofer-server-a18")
