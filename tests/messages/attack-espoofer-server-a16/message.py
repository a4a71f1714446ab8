import published


def make():
    return published.mail("espoofer-server-a16")


def beside():
    return published.beside("espoofer-server-a16")
