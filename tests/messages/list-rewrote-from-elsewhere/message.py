from kit import *


def make():
    message = letter(detached(hello(), alice()), sender="Alice Sato <users@evil.example>",
                     after=["List-Id: <users.lists.test>", "Reply-To: alice@example.com"])
    return sealed(message, "lists.test", names=(*seal.COVERED, "List-Id"))


def beside():
    return dns(*answers.published("lists.test"), *answers.dmarc("evil.example"))
