from kit import *


def make():
    return letter(detached(multipart("mixed", *[text(f"{number}\n") for number in range(1001)]), bank()))
