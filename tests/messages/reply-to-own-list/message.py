from kit import *


def make():
    fields = ["List-Id: <staff.bank.example>", "List-Post: <mailto:staff@lists.bank.example>, <https://lists.bank.example/post>"]
    return letter(detached(hello(), bank()), after=fields)
