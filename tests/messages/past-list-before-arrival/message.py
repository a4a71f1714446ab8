from kit import *


def signer():
    return listed(begins="2024-10-01", ends="2025-12-31T23:59:59")


def make():
    return letter(detached(hello(), Signer(signer(), time="2025-06-15T08:59:00")))


def beside():
    return recorded(list_said(signer(), at="2025-06-01", until="2025-06-08"))
