from kit import *


def make():
    many = ",\r\n ".join(f"a{number}@bank.example" for number in range(120))
    return letter(detached(hello(), bank()), after=[f"Reply-To: {many},\r\n mallory@evil.example"])
