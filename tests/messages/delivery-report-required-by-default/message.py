from kit import *


def make():
    return letter(delivery_report("nobody@example.org"), sender="Mail Delivery Subsystem <>",
                  subject="Undelivered Mail Returned to Sender")
