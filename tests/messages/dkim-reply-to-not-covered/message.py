from kit import *


def make():
    return sealed(letter(hello(), after=["Reply-To: desk@bank.example"]),
                  names=("From", "To", "Date", "Subject", "Content-Type", "Content-Transfer-Encoding"))


def beside():
    return dns(*answers.published())
