from kit import *


def make():
    return letter(hello(), before=[server_says(*PASSED)])


def beside():
    return dns(*answers.published(policy="v=DMARC1; p=reject"))
