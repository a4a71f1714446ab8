from kit import *


def make():
    first = seal.arc(letter(hello()), "lists.test", results="dkim=pass header.d=bank.example; dmarc=pass header.from=bank.example")
    return seal.arc(first, "school.test", instance=2, said="pass", results="arc=pass")


def beside():
    return dns(*answers.published(), answers.txt("arc._domainkey.lists.test", seal.record("lists.test", "arc")), answers.txt("arc._domainkey.school.test", seal.record("school.test", "arc")))
