from kit import *


def make():
    return letter(detached(hello(), bank()), sender="=?utf-8?B?KOagqikg6YqA6KGM?= <info@bank.example>")
