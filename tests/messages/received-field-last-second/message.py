from kit import *


def make():
    return letter(detached(hello(), Signer(last_year(), time="2025-12-31T23:58:00")),
                  before=[received("mx.example.or.jp", "Thu, 1 Jan 2026 08:59:59 +0900")])
