from kit import *


def make():
    return letter(hello())


def beside():
    mail = letter(detached(hello(), bank()), identity="first")
    copies = (mail.replace(b"<first@", b"<copy-%03d@" % number) for number in range(200))
    return {f"earlier-{number:03}.eml": one for number, one in enumerate([mail, *copies])}
