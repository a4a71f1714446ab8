from kit import *


def make():
    message = letter(multipart("mixed", text("Read this first.\n"), detached(hello(), bank())))
    return seal.seal(message, "bank.example")


def beside():
    return {"answers.jsonl": answers.lines(answers.txt("s1._domainkey.bank.example", seal.record("bank.example")),
                                           answers.txt("_dmarc.bank.example", "v=DMARC1; p=reject"))}
