from kit import *


def make():
    return letter(hello(), sender="Info <info@1ion-bank.example>")
