from kit import *


def make():
    fields = ["Mail-Reply-To: desk@answers.example", "List-Post: <mailto:all@answers.example>"]
    return sealed(letter(hello(), after=fields), names=(*seal.COVERED, "Mail-Reply-To", "List-Post"))


def beside():
    return dns(*answers.published())
