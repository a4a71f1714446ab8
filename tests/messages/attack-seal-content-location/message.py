from kit import *


def make():
    page = text('<html><p>Your statement is ready: <a href="statement.html">open it</a>.</p></html>\n', "html")
    return untyped(page, b"MIME-Version:", b"Content-Location: http://evil.example/Pay%20to%201234567/\r\nMIME-Version:")


def beside():
    return dns(*answers.published())
