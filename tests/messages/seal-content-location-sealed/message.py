from kit import *


def make():
    page = text('<html><p>Your <a href="statement.html">statement</a> is ready.</p></html>\n', "html")
    return sealed(letter(page, after=["Content-Location: https://www.bank.example/"]),
                  names=(*seal.COVERED, "Content-Location"))


def beside():
    return dns(*answers.published())
