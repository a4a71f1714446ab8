from kit import *


def make():
    return letter(detached(hello(), signed_last_year()),
                  before=["Received: from x (x [192.0.2.9]) by mx.example.or.jp (not by mx.evil.example) id \"by b\" for <by@example.or.jp>;"
                          " Sun, 15 Jun 2025 18:00:00 +0900"])
