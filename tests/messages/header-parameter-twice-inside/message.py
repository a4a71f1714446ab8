from kit import *


def make():
    inner = multipart("mixed", hello()).replace(b"multipart/mixed;", b'multipart/mixed; boundary="other";', 1)
    return letter(detached(inner, bank()))
