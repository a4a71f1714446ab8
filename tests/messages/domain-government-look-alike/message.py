from kit import *


def make():
    return letter(hello(), sender="Info <info@office-b.go.jp.example>")
