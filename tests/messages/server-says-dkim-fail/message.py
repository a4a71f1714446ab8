from kit import *


def make():
    return letter(hello(), before=[server_says(FAILED[0], "dmarc=none header.from=bank.example")])
