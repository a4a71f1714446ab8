from kit import *


LIST = "lists.test"


def make():
    through = letter(hello(), sender='"alice@home.test" <alice@example.com>', to=f"users@{LIST}",
                     after=["List-Id: <users.lists.test>"])
    return sealed(through, LIST, names=(*seal.COVERED, "List-Id"))


def beside():
    return dns(*answers.published(LIST), *answers.dmarc("example.com"))
