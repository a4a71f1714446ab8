import substitutes


def make():
    return substitutes.mail("ocsp-certificate-instead")


def beside():
    return substitutes.said("ocsp-certificate-instead")
