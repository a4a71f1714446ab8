import substitutes


def make():
    return substitutes.mail("ocsp-delegated-by-impostor")


def beside():
    return substitutes.said("ocsp-delegated-by-impostor")
