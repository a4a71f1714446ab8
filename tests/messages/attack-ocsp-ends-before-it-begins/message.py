import substitutes


def make():
    return substitutes.mail("ocsp-ends-before-it-begins")


def beside():
    return substitutes.said("ocsp-ends-before-it-begins")
