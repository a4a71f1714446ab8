from kit import *


def make():
    return letter(detached(hello(), signed_last_year()), date="Sun, 15 Jun 2025 18:00:00 +0900")
