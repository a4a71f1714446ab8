from kit import *


def make():
    return letter(detached(protected("Hello\n"), bank()), after=["Mail-Reply-To: mallory@evil.example"])
