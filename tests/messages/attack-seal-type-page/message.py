from kit import *


def make():
    return sealed(letter(text("\n<html><p>Your statement is ready.</p></html>\n", "html")), names=("From", "To", "Subject", "Date", "Reply-To"))


def beside():
    return dns(*answers.published())
