from kit import *


def make():
    name = word("Exam\u200bple Ba\u200dnk")
    return letter(hello(), sender=f"{name} <info@evil.example>")
