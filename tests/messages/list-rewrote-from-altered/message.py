from kit import *


def make():
    message = letter(detached(hello(), alice()), sender="Alice Sato via users <users@lists.test>",
                     after=["List-Id: <users.lists.test>", "Reply-To: alice@example.com"])
    return sealed(message.replace(b"June", b"July"), "lists.test", names=(*seal.COVERED, "List-Id"))


def beside():
    return dns(*answers.published("lists.test"))
