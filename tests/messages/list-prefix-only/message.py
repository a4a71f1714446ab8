from kit import *


def make():
    return letter(detached(hello(), alice()), sender=ALICE, subject="[users] Hello",
                  after=["List-Id: <users.lists.example>", "Sender: users-bounces@lists.example"])
