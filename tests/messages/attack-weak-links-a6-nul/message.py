import published


def make():
    return published.mail("weak-links-a6-nul")


def beside():
    return published.beside("weak-links-a6-nul")
