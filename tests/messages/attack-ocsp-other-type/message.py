import substitutes


def make():
    return substitutes.mail("ocsp-other-type")


def beside():
    return substitutes.said("ocsp-other-type")
