import published


def make():
    return published.mail("espoofer-server-a12")


def beside():
    return published.beside("espoofer-server-a12")
