from kit import *


def rewritten(author="alice@example.com", field="Reply-To", **how):
    """Alice's mail from a list that put its own address into From."""
    message = letter(detached(hello(), alice()), sender="Alice Sato via users <users@lists.test>",
                     after=["List-Id: <users.lists.test>", f"{field}: {author}"])
    return sealed(message, "lists.test", names=(*seal.COVERED, "List-Id", "X-Original-From"), **how)


def make():
    return rewritten("bob@example.com")


def beside():
    return dns(*answers.published("lists.test"))
