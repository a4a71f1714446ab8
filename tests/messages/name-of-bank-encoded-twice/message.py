from kit import *


def make():
    return letter(hello(), sender="=?utf-8?Q?Example?= =?utf-8?Q?_Bank?= <info@evil.example>")
