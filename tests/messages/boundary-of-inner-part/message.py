from kit import *


def make():
    inner = multipart("alternative", text("plain\n"), text("other\n"), boundary="zy")
    return letter(detached(inner, bank(), shape={"boundary": "z"}))
