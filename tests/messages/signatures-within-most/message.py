from kit import *

LAYERS = 4  # below the mail's own; CF_LIMIT_CMS_LAYERS are looked at


def make():
    return letter(layered(1 + LAYERS))
