from kit import *


def make():
    replies = 'Reply-To: Desk <help@mail.bank.example>, "Bank, Example" <info@bank.example>'
    return letter(detached(hello(), bank()), after=[replies])
