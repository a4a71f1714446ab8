from kit import *


def make():
    inner = letter(hello(), to="\r\n ".join(["a:" * 400] * 125))
    return letter(detached(multipart("mixed", hello(), forwarded(inner)), bank()))
