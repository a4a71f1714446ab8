import substitutes


def make():
    return substitutes.mail("ocsp-signed-by-impostor")


def beside():
    return substitutes.said("ocsp-signed-by-impostor")
