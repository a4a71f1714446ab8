from kit import *


def make():
    message = letter(detached(hello(), alice()), sender=ALICE, after=["List-Id: <users.lists.example>"])
    return message.replace(b"Example Bank\r\n\r\n--=", b"Example Bank\r\n\r\n____\r\nusers list\r\n\r\n--=", 1)
