from kit import *


def make():
    return letter(detached(hello(), signed_last_year()),
                  before=["Delivered-To: sato@example.or.jp", "X-Mozilla-Status: 0001", received("mx.example.or.jp")])
