from kit import *


def make():
    return untyped(text("Your friend wrote:\n<style>*{font-size:0}p{font-size:2em}</style><p>Pay to 1234567.\n"), b"text/plain", b"text/html")


def beside():
    return dns(*answers.published())
