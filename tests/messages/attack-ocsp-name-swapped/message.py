import substitutes


def make():
    return substitutes.mail("ocsp-name-swapped")


def beside():
    return substitutes.said("ocsp-name-swapped")
