import substitutes


def make():
    return substitutes.mail("ocsp-serial-padded")


def beside():
    return substitutes.said("ocsp-serial-padded")
