from kit import *


def make():
    message = letter(detached(hello(), bank())).replace(b"June", b"July")
    return sealed(message)


def beside():
    found = dns(*answers.published(policy="v=DMARC1; p=reject"), *marks.served(marks.mark()))
    return {**found, "marks.pem": marks.root().pem().encode()}
