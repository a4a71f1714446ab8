from kit import *


def make():
    inner = letter(text("Pay to 1234567.\n"), sender="Mallory <mallory@evil.example>")
    body = multipart("mixed", text("A stranger wrote to us, do not believe it:\n"), forwarded(inner))
    return sealed(letter(body), names=("From", "To", "Subject", "Date", "Reply-To")).replace(b"multipart/mixed", b"multipart/alternative", 1)


def beside():
    return dns(*answers.published())
