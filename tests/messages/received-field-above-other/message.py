from kit import *


def make():
    return letter(detached(hello(), signed_last_year()),
                  before=[received("mx.example.or.jp"), received("mx.evil.example")])
