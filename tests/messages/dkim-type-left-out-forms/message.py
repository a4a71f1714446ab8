from kit import *


def make():
    forms = multipart("alternative", text("Your statement is ready.\n"), text("<p>Your statement is ready.</p>\n", "html"))
    return sealed(letter(forms), names=("From", "To", "Subject", "Date", "Reply-To"))


def beside():
    return dns(*answers.published())
