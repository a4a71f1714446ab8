from kit import *


def make():
    fields = ["List-Id: <news.bank.example>", "List-Post: NO (nobody may write to this list)"]
    return letter(detached(hello(), bank()), after=fields)
