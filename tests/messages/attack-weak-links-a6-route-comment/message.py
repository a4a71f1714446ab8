import published


def make():
    return published.mail("weak-links-a6-route-comment")


def beside():
    return published.beside("weak-links-a6-route-comment")
