"""moment.py: when the mail that is being made is written, and under which subject

One moment and one subject for all cases, so that their bytes stay as they are; the sample
mailbox gives each of its mails another moment, and mail clients find cases by their subjects.
"""
import contextlib
import contextvars
import datetime
import email.utils

JST = datetime.timezone(datetime.timedelta(hours=9))
written = contextvars.ContextVar("written", default=datetime.datetime(2026, 6, 15, 17, 58, tzinfo=JST))
subject = contextvars.ContextVar("subject", default="Notice of your account")


@contextlib.contextmanager
def at(when, about=None):
    """Everything inside is written then, and under that subject unless it has one of its own."""
    before, subject_before = written.set(when), subject.set(about or subject.get())
    try:
        yield
    finally:
        written.reset(before)
        subject.reset(subject_before)


def date(minutes=0):
    """The value of a Date field, some minutes later."""
    return email.utils.format_datetime(written.get() + datetime.timedelta(minutes=minutes))


def utc(shape, minutes=0):
    """The same in UTC, in the form that strftime() is asked for."""
    return f"{(written.get() + datetime.timedelta(minutes=minutes)).astimezone(datetime.timezone.utc):{shape}}"


def signed():
    """A signing time as Signer takes it; a mail is signed when it is sent."""
    return utc("%Y-%m-%dT%H:%M:%S", minutes=1)
