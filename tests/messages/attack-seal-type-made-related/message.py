from kit import *


def make():
    page = b"Content-ID: <2@evil.example>\r\n" + text("<p>Pay to 1234567.</p>\n", "html")
    body = multipart("mixed", text("A stranger sent us this page, do not believe it:\n"), page)
    return untyped(body, b"multipart/mixed;", b'multipart/related; start="<2@evil.example>";')


def beside():
    return dns(*answers.published())
