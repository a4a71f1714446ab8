from kit import *


def make():
    return letter(delivery_report("nobody@example.org"), sender="Mail Delivery Subsystem <postmaster@mx.example.org>",
                  subject="Undelivered Mail Returned to Sender")
