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
    first = seal.arc(with_footer(), LIST)
    return seal.arc(first, "evil.example", instance=2, said="pass", results="arc=pass")


def beside():
    return dns(answers.key("lists.test", "arc"),
               answers.key("evil.example", "arc"), *answers.dmarc("example.com"))
