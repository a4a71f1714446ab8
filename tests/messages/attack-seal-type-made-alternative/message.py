from kit import *


def make():
    inner = letter(text("Pay to 1234567.\n"), sender="Mallory <mallory@evil.example>")
    body = multipart("mixed", text("A stranger wrote to us, do not believe it:\n"), forwarded(inner))
    return untyped(body, b"multipart/mixed", b"multipart/alternative")


def beside():
    return dns(*answers.published())
