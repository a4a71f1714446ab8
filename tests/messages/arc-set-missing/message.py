from kit import *


def make():
    return seal.arc(letter(hello()), "school.test", instance=2, said="pass", results="arc=pass")


def beside():
    return dns(*answers.published(), answers.txt("arc._domainkey.lists.test", seal.record("lists.test", "arc")), answers.txt("arc._domainkey.school.test", seal.record("school.test", "arc")))
