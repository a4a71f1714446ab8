from kit import *


def make():
    return letter(alternative("News\n", "<h1>News</h1>\n"), sender="Example Shop <news@shop.example>",
                  before=[dkim("shop.example")], after=["List-Id: <news.shop.example>", "List-Unsubscribe: <https://shop.example/u>"])
