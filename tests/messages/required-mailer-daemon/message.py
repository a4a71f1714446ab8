from kit import *


def make():
    return letter(delivery_report("nobody@example.org"), sender="MAILER-DAEMON@bank.example")
