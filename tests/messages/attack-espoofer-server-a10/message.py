import published


def make():
    return published.mail("espoofer-server-a10")


def beside():
    return published.beside("espoofer-server-a10")
