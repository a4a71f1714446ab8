import published


def make():
    return published.mail("espoofer-server-a3")


def beside():
    return published.beside("espoofer-server-a3")
