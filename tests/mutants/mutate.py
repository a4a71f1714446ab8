"""mutate.py: single small changes of C source: an operator, a constant, a condition, a piece of evidence

    for change in mutate.changes(text): ...

Words only: comments, strings and lines of the preprocessor stay as they are.  A change that the compiler refuses is no mutant.
"""
import dataclasses
import re

TOKEN = re.compile(r"""
    (?P<skip>/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"|^[ \t]*\#(?:\\\n|[^\n])*|\s+)
  | (?P<letter>'(?:\\.|[^'\\])+')
  | (?P<number>\b(?:0[xX][0-9a-fA-F]+|\d+)(?:[uUlL]*)\b)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<sign><<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%&|^!~<>=?:;,.(){}\[\]])
""", re.X | re.S | re.M)

SIGNS = {"==": ["!="], "!=": ["=="], "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "&&": ["||"], "||": ["&&"],
         "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"], "<<": [">>"], ">>": ["<<"], "+=": ["-="], "-=": ["+="], "|=": ["="],
         "++": ["--"], "--": ["++"]}
WORDS = {"TRUE": "FALSE", "FALSE": "TRUE", "break": "continue", "continue": "break"}
# What a statement that checks our own code says is not a rule.
OWN = re.compile(r"g_assert|g_return_if_fail|g_return_val_if_fail|G_STATIC_ASSERT|g_error")


@dataclasses.dataclass(frozen=True)
class Change:
    line: int
    begin: int
    end: int
    new: str
    old: str

    def apply(self, text):
        return text[:self.begin] + self.new + text[self.end:]

    def __str__(self):
        return f"{self.line}: {self.old} -> {self.new or 'nothing'}"


def tokens(text):
    return [found for found in TOKEN.finditer(text) if found.lastgroup != "skip"]


def is_binary(before):
    """Whether a sign after this token stands between two values."""
    return before is not None and (before.lastgroup in ("number", "letter") or before.lastgroup == "word" and before[0] not in ("return", "case")
                                   or before[0] in (")", "]"))


def declares(text, token):
    """A star or number in a declaration or a size is no condition."""
    start = text.rfind("\n", 0, token.start()) + 1
    return OWN.search(text[start:token.start()]) is not None


def of_sign(found, before, after):
    sign = found[0]
    if sign in ("+", "-", "*", "<", ">") and not is_binary(before):
        return []
    if sign == "*" and after is not None and (after.lastgroup == "word" and before.lastgroup == "word" or after[0] in (")", "*", ",")):
        return []  # a pointer's type
    if sign == "!":
        return [""]
    return SIGNS.get(sign, [])


def of_number(found):
    digits = re.match(r"0[xX][0-9a-fA-F]+|\d+", found[0])[0]
    value = int(digits, 0) if digits != "0" and not digits.startswith("0") or digits.lower().startswith("0x") else int(digits, 8 if len(digits) > 1 else 10)
    return [str(value + 1) + found[0][len(digits):]]


def dropped_evidence(found, at):
    """E (A) | E (B) -> E (A): a rule that asks for less.  Gives the span of the piece with its bar."""
    if not re.fullmatch(r"[ESMPD]|CF_[SM]", found[at][0]) or at < 1 or found[at - 1][0] != "|" or at + 3 >= len(found):
        return None
    if found[at + 1][0] != "(" or found[at + 3][0] != ")":
        return None
    return found[at - 1].start(), found[at + 3].end()


def negated(text, found, at):
    """if (x) -> if (!(x)); gives the span of the condition."""
    if found[at][0] not in ("if", "while") or at + 1 >= len(found) or found[at + 1][0] != "(":
        return None
    depth = 0
    for token in found[at + 1:]:
        depth += (token[0] == "(") - (token[0] == ")")
        if depth == 0:
            return found[at + 1].start(), token.end()
    return None


def changes(text):
    found = tokens(text)
    for at, token in enumerate(found):
        line = text.count("\n", 0, token.start()) + 1
        if declares(text, token):
            continue
        before, after = found[at - 1] if at else None, found[at + 1] if at + 1 < len(found) else None
        news = []
        if token.lastgroup == "sign":
            news = of_sign(token, before, after)
        elif token.lastgroup == "number" and before is not None and before[0] not in (".",):
            news = of_number(token)
        elif token[0] in WORDS:
            news = [WORDS[token[0]]]
        for new in news:
            yield Change(line, token.start(), token.end(), new, token[0])
        span = dropped_evidence(found, at)
        if span:
            yield Change(line, *span, "", text[span[0]:span[1]])
        span = negated(text, found, at)
        if span:
            yield Change(line, *span, f"(!{text[span[0]:span[1]]})", text[span[0]:span[1]])
