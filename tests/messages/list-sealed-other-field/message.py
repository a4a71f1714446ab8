from kit import *


LIST = "lists.test"


def through_list(body, **how):
    """Alice's mail as the list sends it on."""
    return letter(body, sender=ALICE, to=f"users@{LIST}", after=["List-Id: <users.lists.test>"], **how)


def with_footer():
    """Signed text that the list wrote its footer into."""
    message = through_list(detached(hello(), alice()))
    return message.replace(b"Example Bank\r\n\r\n--=", b"Example Bank\r\n\r\n____\r\nusers list\r\n\r\n--=", 1)


def make():
    other = with_footer().replace(b"List-Id: <users.", b"List-Id: <other.")
    return b"List-Id: <users.lists.test>\r\n" + sealed(other, LIST, names=(*seal.COVERED, "List-Id"))


def beside():
    return dns(*answers.published("lists.test"), *answers.dmarc("example.com"))
