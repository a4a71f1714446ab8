from kit import *


def make():
    forms = multipart("alternative", text("Your statement is ready.\n"), text("<p>Your statement is ready.</p>\n", "html"))
    return untyped(forms)


def beside():
    return dns(*answers.published())
