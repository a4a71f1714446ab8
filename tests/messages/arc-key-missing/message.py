from kit import *


def forwarded_by_list():
    """The bank's sealed mail, as a list changed it and sealed it (ARC)."""
    changed = sealed(letter(hello())).replace(b"June", b"July")
    return seal.arc(changed, "lists.test", results="; ".join(PASSED))


def make():
    return forwarded_by_list()


def beside():
    return dns(*answers.published(), answers.no_name("TXT arc._domainkey.lists.test"))
