import substitutes


def make():
    return substitutes.mail("crl-serial-padded")


def beside():
    return substitutes.said("crl-serial-padded")
