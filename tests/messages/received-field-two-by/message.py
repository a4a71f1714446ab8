from kit import *


def make():
    return letter(detached(hello(), signed_last_year()),
                  before=["Received: from x by mx.example.or.jp (x [192.0.2.9]) by mx.evil.example with ESMTP id 1;"
                          " Sun, 15 Jun 2025 18:00:00 +0900"])
