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
    return seal.arc(with_footer(), LIST)


def beside():
    return dns(answers.key("lists.test", "arc"), *answers.dmarc("example.com"))
