import published


def make():
    return published.mail("weak-links-a8")


def beside():
    return published.beside("weak-links-a8")
