from kit import *


def make():
    return letter(detached(text("ご請求額は 1,200 円です。\n", encoding="8bit"), bank()))
