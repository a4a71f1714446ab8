from kit import *


def make():
    return letter(detached(hello(), bank(), certificates=[mallory().der, alice().der], more=[bank(), pki.intermediate()]))
