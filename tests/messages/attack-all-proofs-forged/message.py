from kit import *


def make():
    message = letter(hello(), after=["List-Id: <users.lists.test>"])
    sealed_once = sealed(sealed(message, selector="forged"), "evil.example")
    chain = seal.arc(sealed_once, "lists.test", selector="forged", results="; ".join(PASSED))
    return f"{server_says(*PASSED)}\r\n".encode() + chain


def beside():
    return dns(*answers.published(), *answers.published("evil.example"), answers.key("lists.test", "arc"),
               answers.key("bank.example", "s1"), answers.no_name("TXT forged._domainkey.bank.example"),
               answers.no_name("TXT forged._domainkey.lists.test"))
