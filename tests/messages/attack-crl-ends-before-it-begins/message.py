import substitutes


def make():
    return substitutes.mail("crl-ends-before-it-begins")


def beside():
    return substitutes.said("crl-ends-before-it-begins")
