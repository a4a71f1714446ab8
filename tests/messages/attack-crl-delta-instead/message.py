import substitutes


def make():
    return substitutes.mail("crl-delta-instead")


def beside():
    return substitutes.said("crl-delta-instead")
