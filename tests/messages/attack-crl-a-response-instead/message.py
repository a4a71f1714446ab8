import substitutes


def make():
    return substitutes.mail("crl-a-response-instead")


def beside():
    return substitutes.said("crl-a-response-instead")
