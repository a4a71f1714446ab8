from kit import *


def make():
    return letter(hello(), sender="info@evil.example (Example Bank)")
