from kit import *


def make():
    return letter(detached(hello(), signed_last_year()),
                  before=[received("mx.example.or.jp", "Thu, 1 Jan 2026 09:00:00 +0900")])
