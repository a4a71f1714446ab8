from kit import *


def make():
    return sealed(letter(text("Your friend wrote:\n<style>*{font-size:0}p{font-size:2em}</style><p>Pay to 1234567.\n")), names=("From", "To", "Subject", "Date", "Reply-To")).replace(b"text/plain", b"text/html", 1)


def beside():
    return dns(*answers.published())
