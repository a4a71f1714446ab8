from kit import *


def make():
    return letter(detached(hello(), signed_last_year()), before=[received("MX.Example.or.jp")])
