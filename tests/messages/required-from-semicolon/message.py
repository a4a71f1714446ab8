from kit import *


def make():
    return letter(hello(), sender="mallory@evil.example;info@bank.example")
