from kit import *


def make():
    return letter(detached(text("--cut here\n--cut\nHello\n"), bank(), shape={"boundary": "cu"}))
