from kit import *


def make():
    return letter(detached(text("Hello\n--cut\n\nmore\n"), bank(), shape={"boundary": "cut"}))
