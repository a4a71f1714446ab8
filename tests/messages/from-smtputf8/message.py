from kit import *


def make():
    return letter(detached(hello(), person("佐藤@例示.example")), sender="佐藤 <佐藤@例示.example>")
