from kit import *


def make():
    return letter(multipart("alternative", detached(hello(), bank()), text("<p>Pay now</p>\n", "html")))
