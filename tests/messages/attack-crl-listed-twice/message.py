import substitutes


def make():
    return substitutes.mail("crl-listed-twice")


def beside():
    return substitutes.said("crl-listed-twice")
