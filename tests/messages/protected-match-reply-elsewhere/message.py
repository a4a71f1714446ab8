from kit import *


def make():
    reply = {"Reply-To": "desk@answers.example"}
    return letter(detached(protected("Hello\n", **reply), bank()), after=["Reply-To: desk@answers.example"])
