import forgery


def make():
    return forgery.make("oid-long-attribute")
