import published


def make():
    return published.mail("weak-links-a7-address")


def beside():
    return published.beside("weak-links-a7-address")
