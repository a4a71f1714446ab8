from kit import *


def make():
    return letter(hello(), sender="info@a.mail.bank.example")
