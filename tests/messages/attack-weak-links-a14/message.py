import published


def make():
    return published.mail("weak-links-a14")


def beside():
    return published.beside("weak-links-a14")
