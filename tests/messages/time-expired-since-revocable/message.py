from kit import *


def make():
    cert = bank(begins="2024-10-01", ends="2025-12-31T23:59:59", ocsp="http://ocsp.ca.example/")
    return letter(detached(hello(), Signer(cert, time="2025-06-15T08:59:00")))
