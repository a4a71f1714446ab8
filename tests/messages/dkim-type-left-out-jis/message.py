from kit import *


def make():
    return untyped(text("ご利用明細ができました。\n", charset="iso-2022-jp", encoding="7bit"))


def beside():
    return dns(*answers.published())
