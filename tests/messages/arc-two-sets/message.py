from kit import *


def make():
    first = seal.arc(letter(hello()), "lists.test", results="; ".join(PASSED))
    return seal.arc(first, "school.test", instance=2, said="pass", results="arc=pass")


def beside():
    return dns(*answers.published(), answers.key("lists.test", "arc"), answers.key("school.test", "arc"))
