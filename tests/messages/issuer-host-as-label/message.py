from kit import *

PLACE = "http://crt.sectigo.com.track.example/g6.cer"


def signer():
    return unlinked(PLACE)


def make():
    return letter(detached(hello(), signer(), certificates=[signer().der]))


def beside():
    return recorded(issuer_said(kept_authority().der, PLACE))
