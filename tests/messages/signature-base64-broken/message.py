from kit import *


def make():
    message = letter(detached(hello(), bank()))
    at = message.index(b"\r\n\r\nMII") + 40
    return message[:at] + "\u3042\u3044".encode() + message[at + 6:]
