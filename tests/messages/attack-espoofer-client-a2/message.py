import published


def make():
    return published.mail("espoofer-client-a2")


def beside():
    return published.beside("espoofer-client-a2")
