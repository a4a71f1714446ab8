from kit import *


def make():
    return untyped(text("<html><p>明細</p></html>\n", "html"))


def beside():
    return dns(*answers.published())
