from kit import *


def make():
    name = "<style>*{font-size:0}p{font-size:2em}</style><p>Pay to 1234567.</p>"
    return untyped(text(f"{name} 様\n\nご利用明細ができました。\n", encoding="8bit"), b"text/plain", b"text/html")


def beside():
    return dns(*answers.published())
