from kit import *


def make():
    epilogue = b"--cut\r\nContent-Type: text/html\r\n\r\n<p>Pay now</p>\r\n--cut--\r\n\r\n"
    return letter(detached(hello(), bank(), shape={"boundary": "cut", "epilogue": epilogue}))
