from kit import *


def make():
    return letter(multipart("mixed", *[text(f"{number}\n") for number in range(999)]))
