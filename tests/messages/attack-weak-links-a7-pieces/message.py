import published


def make():
    return published.mail("weak-links-a7-pieces")


def beside():
    return published.beside("weak-links-a7-pieces")
