from kit import *


def make():
    event = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:1@evil.example", "DTSTART:20260622T010000Z",
                       "SUMMARY:Pay to 1234567", "END:VEVENT", "END:VCALENDAR"])
    made = sealed(letter(text(f"Your friend wrote:\n{event}\n")), names=("From", "To", "Subject", "Date", "Reply-To"))
    return made.replace(b"text/plain;", b"application/ics; method=REQUEST;", 1)


def beside():
    return dns(*answers.published())
