import published


def make():
    return published.mail("espoofer-client-a3")


def beside():
    return published.beside("espoofer-client-a3")
