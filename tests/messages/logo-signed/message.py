from kit import *


def make():
    return sealed(letter(detached(hello(), bank())))


def beside():
    found = dns(*answers.published(policy="v=DMARC1; p=reject"), *marks.served(marks.mark()))
    return {**found, "marks.pem": marks.root().pem().encode()}
