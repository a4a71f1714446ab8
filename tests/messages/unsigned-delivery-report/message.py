from kit import *


def make():
    return letter(delivery_report("nobody@example.org"), sender="Mail Delivery System <MAILER-DAEMON@mx.example.org>",
                  subject="Undelivered Mail Returned to Sender")
