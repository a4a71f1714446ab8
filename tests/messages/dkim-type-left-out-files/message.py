from kit import *


def make():
    page = multipart("related", text("<p>Your statement is ready.</p>\n", "html"), entity("image/png", b"\x89PNG", "base64", more=["Content-ID: <1@bank.example>"]))
    forms = multipart("alternative", text("Your statement is ready.\n"), page)
    return untyped(multipart("mixed", forms, attachment("statement.pdf", "application/pdf", b"%PDF-1.4")))


def beside():
    return dns(*answers.published())
