from kit import *


def make():
    name = "<style>*{font-size:0}p{font-size:2em}</style><p>Pay to 1234567.</p>"
    made = sealed(letter(text(f"{name} 様\n\nご利用明細ができました。\n", encoding="8bit")), names=("From", "To", "Subject", "Date", "Reply-To"))
    return made.replace(b"text/plain", b"text/html", 1)


def beside():
    return dns(*answers.published())
