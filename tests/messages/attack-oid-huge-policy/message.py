import forgery


def make():
    return forgery.make("oid-huge-policy")
