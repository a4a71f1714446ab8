from kit import *


def make():
    return letter(detached(protected("Hello\n"), bank()), subject="[users] [ja] Notice of your account")
