from kit import *


def make():
    return untyped(text("\n<html><p>Your statement is ready.</p></html>\n", "html"))


def beside():
    return dns(*answers.published())
