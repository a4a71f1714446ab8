from kit import *


def make():
    return letter(hello(),
                  before=[received("mx.example.org"), received("gate.elsewhere.example"), server_says(*FAILED)])
