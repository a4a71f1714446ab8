from kit import *


def make():
    return letter(detached(hello(), mallory()),
                  sender="mallory@evil.example (=?utf-8?q?x=29_=3Cinfo=40bank.example=3E_=28?=)")
