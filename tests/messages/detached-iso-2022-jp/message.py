from kit import *


def make():
    body = text("六月のご請求額が確定しました。\n", charset="iso-2022-jp", encoding="7bit")
    return letter(detached(body, japanese_bank()), subject=word("六月のご請求額のお知らせ", "iso-2022-jp"),
                  sender=f"{word('例示銀行', 'iso-2022-jp')} <info@bank.example>")
