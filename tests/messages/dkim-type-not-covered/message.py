from kit import *


def make():
    body = multipart("mixed", hello(), attachment("june.pdf", "application/pdf", pdf()))
    return sealed(letter(body), names=("From", "To", "Date", "Subject", "Reply-To"))


def beside():
    return dns(*answers.published())
