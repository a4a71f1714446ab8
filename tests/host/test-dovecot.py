"""test-dovecot.py: the server of the mail clients' tests gives the bytes that were delivered

Usage: test-dovecot.py
"""
import imaplib
import os
import pathlib
import shutil
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))
import dovecot  # noqa: E402
import relay  # noqa: E402
import tap  # noqa: E402

MAIL = (b"From: Alice <alice@example.com>\nTo: bob@example.net\nSubject: as it is\n\n"
        b"8 bits \xff, a bare CR \r here\n.\n..\nFrom me\n \n\nno last line end")
ARRIVED = 1_700_000_000
MANY = 1000


def fetch(imap, number):
    imap.select("INBOX", readonly=True)
    return imap.fetch(str(number), "(BODY.PEEK[])")[1][0][1]


def check_relay(plan, server):
    """A mail whose middle does not come, until it does."""
    box = server.add_user("slow")
    wanted = (b"Subject: slow\r\n\r\n" + b"text\r\n" * 2000 + b"HERE\r\n" + b"text\r\n" * 9000)
    box.deliver(wanted)
    with relay.Relay(server.imap_port, b"HERE") as slow, imaplib.IMAP4(dovecot.HOST, slow.port, timeout=60) as imap:
        imap.login("slow", dovecot.PASSWORD)
        got = []
        reader = threading.Thread(target=lambda: got.append(fetch(imap, 1)))
        reader.start()
        plan.result(slow.held.wait(60) and not got, "a relay holds the rest of a mail back")
        slow.release()
        reader.join(60)
        plan.result(got == [wanted], "and lets it go")


def main():
    missing = [program for program in dovecot.NEEDS if not shutil.which(program)]
    if missing and not os.environ.get("CI"):
        tap.skip_all(f"not installed: {' '.join(missing)}")

    plan = tap.Tap()
    with dovecot.Dovecot() as server:
        box = server.add_user("me")
        box.deliver(MAIL, when=ARRIVED)
        wanted = MAIL.replace(b"\n", b"\r\n")
        with server.open_imap("me") as imap:
            plan.result(fetch(imap, 1) == wanted, "IMAP gives the delivered bytes")
            date = imap.fetch("1", "(INTERNALDATE)")[1][0]
            plan.result(time.mktime(imaplib.Internaldate2tuple(date)) == ARRIVED, "with the time of arrival that was asked for",
                        [date])
        with server.open_pop("me") as pop:
            lines = pop.retr(1)[1]
            plan.result(b"\r\n".join(lines) == wanted, "POP gives them too", [repr(lines)])

        for number in range(MANY):
            box.deliver(b"Subject: %d\n\n%d\n" % (number, number), box="Many", seen=True)
        with server.open_imap("me") as imap:
            count = imap.select("Many")[1][0].decode()
            plan.result(count == str(MANY), f"{MANY} messages are listed", [count])
        other = server.add_user("other")
        with server.open_imap("other") as imap:
            plan.result(imap.select("INBOX")[1][0] == b"0", "another user has another mailbox")
        other.deliver(MAIL)
        check_relay(plan, server)
        folder = server.folder
    plan.result(not folder.exists() and server.process.poll() is not None, "nothing is left of it")
    return plan.finish()


if __name__ == "__main__":
    sys.exit(main())
