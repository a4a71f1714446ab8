import published


def make():
    return published.mail("espoofer-server-a17")


def beside():
    return published.beside("espoofer-server-a17")
