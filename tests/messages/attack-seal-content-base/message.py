from kit import *


def make():
    page = text('<html><p>Your statement is ready: <a href="statement.html">open it</a>.</p></html>\n', "html")
    return b"Content-Base: http://evil.example/Pay%20to%201234567/\r\n" + sealed(letter(page))


def beside():
    return dns(*answers.published())
