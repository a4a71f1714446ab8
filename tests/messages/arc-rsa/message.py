from kit import *


def make():
    return seal.arc(letter(hello()), "lists.test", kind="rsa-2048", results="; ".join(PASSED))


def beside():
    return dns(*answers.published(), answers.key("lists.test", "arc", kind="rsa-2048"))
