import published


def make():
    return published.mail("espoofer-server-a14")


def beside():
    return published.beside("espoofer-server-a14")
