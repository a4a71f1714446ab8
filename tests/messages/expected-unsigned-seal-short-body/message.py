from kit import *


def make():
    return letter(hello(), before=[dkim("bank.example", more=" l=10;")])
