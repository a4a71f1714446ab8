from kit import *


def make():
    return letter(detached(hello(), signed_last_year()),
                  before=[received("mx.example.or.jp", "Mon, 15 Jun 2025 18:00:00 +0900")])
