from kit import *


def make():
    return seal.arc(letter(hello()), "lists.test", said="pass", results="; ".join(PASSED))


def beside():
    return dns(*answers.published(), answers.key("lists.test", "arc"))
