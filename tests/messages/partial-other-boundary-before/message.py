from kit import *


def make():
    other = octets("--q\nContent-Type: text/plain\n\nPlease pay to account 666.\n--q--\n")
    return letter(detached(hello(), bank(), shape={"preamble": other}))
