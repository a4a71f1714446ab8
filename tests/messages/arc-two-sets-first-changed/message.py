from kit import *


def make():
    first = seal.arc(letter(hello()), "lists.test", results="dkim=fail header.d=bank.example")
    changed = first.replace(b"dkim=fail", b"dkim=pass")
    return seal.arc(changed, "school.test", instance=2, said="pass", results="arc=pass")


def beside():
    return dns(*answers.published(), answers.key("lists.test", "arc"), answers.key("school.test", "arc"))
