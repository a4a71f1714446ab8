from kit import *


def make():
    return letter(detached(multipart("mixed", hello(), attachment("invoice.pdf", "application/pdf", pdf())), bank()))
