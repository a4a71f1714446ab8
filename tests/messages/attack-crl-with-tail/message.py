import substitutes


def make():
    return substitutes.mail("crl-with-tail")


def beside():
    return substitutes.said("crl-with-tail")
