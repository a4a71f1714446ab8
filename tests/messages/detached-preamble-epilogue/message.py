from kit import *


def make():
    return letter(detached(hello(), bank(), shape={
        "preamble": b"This is a cryptographically signed message.", "epilogue": b"\r\n"}))
