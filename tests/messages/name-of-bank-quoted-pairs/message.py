from kit import *


def make():
    return letter(hello(), sender='"Ex\\ample B\\ank" <info@evil.example>')
