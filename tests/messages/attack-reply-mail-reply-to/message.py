from kit import *


def make():
    return b"Mail-Reply-To: mallory@evil.example\r\n" + sealed(letter(hello()))


def beside():
    return dns(*answers.published())
