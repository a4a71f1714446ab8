from kit import *


def make():
    return letter(detached(hello(), bank()), after=["Reply-To: =?utf-8?q?mallory=40evil.example?="])
