from kit import *


def make():
    return seal.arc(letter(hello()), "lists.test", said="pass", results="dkim=pass header.d=bank.example; dmarc=pass header.from=bank.example")


def beside():
    return dns(*answers.published(), answers.txt("arc._domainkey.lists.test", seal.record("lists.test", "arc")))
