from kit import *


def make():
    return letter(hello(), sender="ＥＸＡＭＰＬＥ　ＢＡＮＫ <info@evil.example>")
