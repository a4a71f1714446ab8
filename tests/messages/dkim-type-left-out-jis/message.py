from kit import *


def make():
    return sealed(letter(text("ご利用明細ができました。\n", charset="iso-2022-jp", encoding="7bit")), names=("From", "To", "Subject", "Date", "Reply-To"))


def beside():
    return dns(*answers.published())
