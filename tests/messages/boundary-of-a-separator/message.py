from kit import *


def make():
    order = text("Pay 100 to account A.\n\n--------------------\nCANCELLED. Do not pay.\n--------------------\n")
    return letter(detached(order, bank(), shape={"boundary": "---"}))
