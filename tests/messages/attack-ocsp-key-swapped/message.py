import substitutes


def make():
    return substitutes.mail("ocsp-key-swapped")


def beside():
    return substitutes.said("ocsp-key-swapped")
