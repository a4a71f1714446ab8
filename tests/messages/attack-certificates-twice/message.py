from kit import *


def signed_data():
    """The certificates stand in two sets, the signer's in the second."""
    made = cms.signed_data(hello(), [Signer(bank())], detached=True)
    kind, wrapped = der.children(made, *der.read(made)[1:])
    inside, = der.children(wrapped, *der.read(wrapped)[1:])
    version, digests, content, certificates, infos = der.children(inside, *der.read(inside)[1:])
    other = der.tlv(0xA0, mallory().der)
    return der.seq(kind, der.explicit(0, der.seq(version, digests, content, other, certificates, infos)))


def make():
    return letter(detached_entity(hello(), signed_data()))
