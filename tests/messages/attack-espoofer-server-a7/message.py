import published


def make():
    return published.mail("espoofer-server-a7")


def beside():
    return published.beside("espoofer-server-a7")
