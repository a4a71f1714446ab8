import forgery


def make():
    return forgery.make("oid-padded-content-type")
