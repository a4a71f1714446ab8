from kit import *


def make():
    made = der.seq(der.oid(cms.DATA), der.explicit(0, der.octet_string(hello())))
    return letter(detached_entity(hello(), made))
