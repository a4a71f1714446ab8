from kit import *


def make():
    return sealed(letter(text("<html><p>明細</p></html>\n", "html")), names=("From", "To", "Subject", "Date", "Reply-To"))


def beside():
    return dns(*answers.published())
