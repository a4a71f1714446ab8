from kit import *


def make():
    fields = ["List-Id: <users.lists.test>", "List-Post: <mailto:users@lists.test>"]
    through = letter(detached(hello(), alice()), sender=ALICE, after=fields)
    return sealed(through, "lists.test", names=(*seal.COVERED, "List-Id"))


def beside():
    return dns(*answers.published("lists.test"), *answers.dmarc("example.com"))
