from kit import *


def make():
    return letter(detached(hello(), mallory()))


def beside():
    return dns(*answers.dmarc("bank.example"), *answers.dmarc("evil.example"),
               answers.smimea("mallory@evil.example", mallory()))
