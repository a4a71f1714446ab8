import substitutes


def make():
    return substitutes.mail("ocsp-a-list-instead")


def beside():
    return substitutes.said("ocsp-a-list-instead")
