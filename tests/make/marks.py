"""marks.py: mark certificates (VMC, CMC), and what DNS and the web have of them (BIMI)"""
import answers
import certs
import der
import pki
import revocation

PLACE = "https://bank.example/mark.pem"
LIST = "http://crl.marks.example/root.crl"
REGISTERED, IN_USE = "Registered Mark", "Prior Use Mark"


def root():
    return pki.authority("mark root", certs.name(C="JP", O="Example Marks", CN="Example Mark Root"), kind="p-256")


def host(domain):
    """subjectAltName with a host's name."""
    return certs.extension("2.5.29.17", der.seq(der.implicit(2, der.ia5(domain))))


def logotype():
    """RFC 3709; nobody looks at the picture."""
    return certs.extension("1.3.6.1.5.5.7.1.12", der.seq())


def mark(kind=REGISTERED, domain="bank.example", issuer=None):
    """A mark certificate of the bank; kind is what the authority found out about the logo."""
    subject = certs.name(C="JP", O="Example Bank Ltd.", CN="Example Bank Ltd.", MARK=kind)
    return pki.holder("bank mark", subject, issuer or root(), "p-256", purposes=("mark",), crl=LIST,
                      extra=(host(domain), logotype()))


def served(certificate, *entries, domain="bank.example"):
    """The record, the certificate at its place, and the authority's list; entries: what is revoked."""
    return [answers.txt(f"default._bimi.{domain}", f"v=BIMI1; l=https://{domain}/logo.svg; a={PLACE}"),
            answers.answer("issuer", PLACE, [certificate.pem().encode()]),
            answers.answer("crl", LIST, [revocation.List(certificate.issuer, tuple(entries)).der()])]
