import published


def make():
    return published.mail("espoofer-server-a19")


def beside():
    return published.beside("espoofer-server-a19")
