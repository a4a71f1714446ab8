import substitutes


def make():
    return substitutes.mail("ocsp-refused-but-good")


def beside():
    return substitutes.said("ocsp-refused-but-good")
