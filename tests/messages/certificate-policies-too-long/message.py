from kit import *

SIZE = 8193  # of the extension; CF_LIMIT_CERT_POLICY_BYTES are read


def make():
    return letter(detached(hello(), policies_of(SIZE)))
