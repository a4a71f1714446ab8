"""published.py: published attacks on what servers and programs make of a sender, item by item

    made = published.mail("espoofer-server-a3"); beside = published.beside("espoofer-server-a3")

"espoofer": the cases of that tool, which follow "Composition Kills" (Chen, Paxson, Jiang, USENIX Security 2020).
"weak-links": "Weak Links in Authentication Chains" (Shen et al., USENIX Security 2021), where no other case has it.
The attacker owns evil.example and seals there; bank.example is registered for a badge, so that a program that took the
one for the other would be green.  The reader's own server, which is trusted, was deceived and says so at the top.
Names in the table are those of the data cases "attack-NAME" as well.
"""
import base64

import answers
from kit import dns, hello, letter, sealed, server_says

BANK, FIRST, OWN = "info@bank.example", "first@evil.example", "attacker@bank.example"
SENDER = "Sender: <s@sender.bank.example>"


def encoded(text):
    return f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?="


def lines(*found):
    """Instead of the usual From."""
    return "\r\n".join(found).encode()


def by_envelope(address):
    """A server that takes the bank's domain out of an odd MAIL FROM."""
    return Item(f"<{BANK}>", results=(f"spf=pass smtp.mailfrom={address}", "dmarc=pass header.from=bank.example"))


class Item:
    """One mail.  sender: the value of From, or whole lines; change: of the seal, before and after."""

    def __init__(self, sender, *, after=(), domain="evil.example", change=None, results=None):
        self.sender, self.after, self.domain, self.change = sender, after, domain, change
        self.results = results or (f"dkim=pass header.d={domain}", "dmarc=pass header.from=bank.example")

    def make(self):
        made = sealed(letter(hello(), sender=self.sender, after=self.after), self.domain)
        if self.change:
            assert self.change[0] in made
            made = made.replace(*self.change, 1)
        return f"{server_says(*self.results)}\r\n".encode() + made


TABLE = {
    "espoofer-server-a1": by_envelope("any@mailfrom.notexist.bank.example"),
    "espoofer-server-a2": by_envelope('"(any@bank.example"'),
    "espoofer-server-a3": Item(f"<{BANK}>", change=(b"d=evil.example; s=s1;", b"d=bank.example; s=s1._domainkey.evil.example.\0.any;"),
                               results=("dkim=pass header.d=bank.example", "dmarc=pass header.from=bank.example")),
    "espoofer-server-a4": Item(f"<{BANK}>", change=(b"d=evil.example", b"d=bank.example'a.evil.example"),
                               results=("dkim=pass header.d=bank.example'a.evil.example", "dmarc=pass header.from=bank.example")),
    "espoofer-server-a5": by_envelope("any@bank.example(a.evil.example"),
    "espoofer-server-a6": by_envelope("any@bank.example'@any.evil.example"),
    "espoofer-server-a7": by_envelope("@bank.example,@any.example:'any@evil.example"),
    "espoofer-server-a8": Item(lines(f"From: <{FIRST}>", f"From: <{BANK}>")),
    "espoofer-server-a9": Item(lines(f" From: <{FIRST}>", f"From: <{BANK}>")),
    "espoofer-server-a10": Item(lines(f"From: <{FIRST}>", f"From : <{BANK}>")),
    "espoofer-server-a11": Item(lines("From", f" : <{FIRST}>", f"From: <{BANK}>")),
    "espoofer-server-a12": Item(lines("From", f" : <{FIRST}>"), after=[f"Sender: <{BANK}>"]),
    "espoofer-server-a13": Item(lines("From", f" : <{FIRST}>"), after=[f"Resent-From: <{BANK}>"]),
    "espoofer-server-a14": Item(f"<{FIRST}>, <{BANK}>", after=[SENDER]),
    "espoofer-server-a15": Item(f"{encoded(f'<{BANK}>')},<second@evil.example>", after=[SENDER]),
    "espoofer-server-a16": Item(f"<@evil.example,@any.example:{BANK}>", after=[SENDER]),
    "espoofer-server-a17": Item(f"<{BANK}>\\,<second@evil.example>", after=[SENDER]),
    "espoofer-server-a18": Item(f"{BANK},<second@evil.example>", after=[SENDER]),
    "espoofer-server-a19": Item(f"<any@evil.example>{BANK}", after=[SENDER]),
    "espoofer-client-a1": Item(lines(f"From: <{OWN}>", f"From: <{BANK}>"), domain="bank.example"),
    "espoofer-client-a2": Item(f"<{OWN}>, <{BANK}>", domain="bank.example", after=[SENDER]),
    "espoofer-client-a3": Item(f"<{BANK}>", domain="bank.example", after=[f"Sender: <{OWN}>"]),
    "weak-links-a6-nul": Item(lines(f"From: <{BANK}\0@evil.example>")),
    "weak-links-a6-route-comment": Item(f"<@evil.example:{BANK}(@evil.example)>"),
    "weak-links-a7-address": Item(f"{encoded(BANK)}@evil.example"),
    "weak-links-a7-pieces": Item(f"{encoded('info@bank')}{encoded('.example')}, <{FIRST}>"),
    "weak-links-a8": Item("<info@security.bank.example>"),
    "weak-links-a14": Item(f"{encoded(chr(0x202e) + BANK[::-1])} <{FIRST}>"),
}


def mail(name):
    return TABLE[name].make()


def beside(name):
    """The attacker's key and the bank's, and what DMARC says of both."""
    more = [answers.no_name("TXT _dmarc.security.bank.example")] if name == "weak-links-a8" else []
    return dns(*answers.published("evil.example", policy="v=DMARC1; p=reject"), *answers.published(policy="v=DMARC1; p=reject"), *more)
