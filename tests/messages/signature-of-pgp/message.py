from kit import *


def make():
    seal = entity("application/pgp-signature; name=signature.asc", b"-----BEGIN PGP SIGNATURE-----\r\n\r\niQ==\r\n-----END PGP SIGNATURE-----\r\n")
    return letter(multipart("signed", hello(), seal, parameters=' protocol="application/pgp-signature"; micalg=pgp-sha256;'))
