from kit import *


def make():
    return letter(delivery_report("nobody@example.org"), sender="MAILER-DAEMON (Mail Delivery System)",
                  subject="Undelivered Mail Returned to Sender")
