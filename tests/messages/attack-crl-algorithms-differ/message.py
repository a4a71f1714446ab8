import substitutes


def make():
    return substitutes.mail("crl-algorithms-differ")


def beside():
    return substitutes.said("crl-algorithms-differ")
