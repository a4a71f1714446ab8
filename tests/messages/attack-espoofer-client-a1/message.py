import published


def make():
    return published.mail("espoofer-client-a1")


def beside():
    return published.beside("espoofer-client-a1")
