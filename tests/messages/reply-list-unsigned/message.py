from kit import *


def make():
    return sealed(letter(hello(), after=["List-Id: <users.lists.test>", "List-Post: <mailto:users@lists.test>"]))


def beside():
    return dns(*answers.published())
