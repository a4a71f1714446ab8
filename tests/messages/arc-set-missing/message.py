from kit import *


def make():
    return seal.arc(letter(hello()), "school.test", instance=2, said="pass", results="arc=pass")


def beside():
    return dns(*answers.published(), answers.key("lists.test", "arc"), answers.key("school.test", "arc"))
