import substitutes


def make():
    return substitutes.mail("ocsp-serial-negative")


def beside():
    return substitutes.said("ocsp-serial-negative")
