from kit import *


def make():
    holder = organisation("Example Trust CA G3", "info@bank.example", pki.japanese_authority())
    return letter(detached(hello(), holder))
