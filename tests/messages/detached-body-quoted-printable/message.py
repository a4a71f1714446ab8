from kit import *


def make():
    return letter(detached(text("Zürich = 20 °C\n", encoding="quoted-printable"), bank()))
