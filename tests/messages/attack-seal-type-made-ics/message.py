from kit import *


def make():
    return untyped(text(f"Your friend wrote:\n{quoted_event()}\n"), b"text/plain;", b"application/ics; method=REQUEST;")


def beside():
    return dns(*answers.published())
