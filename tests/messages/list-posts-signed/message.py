from kit import *


def make():
    fields = ["List-Id: <users.lists.test>", "List-Post: <mailto:users@lists.test>"]
    return letter(detached(hello(), alice()), sender=ALICE, to="users@lists.test", after=fields)
