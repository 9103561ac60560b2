"""What a formula says is what is shown of it: its letters and digits, whatever engine made it.

Letters are compared in their plain form (NFKD), for fonts of formulas are letters of their own in Unicode.
What an engine adds, such as brackets, does no harm; what is missing is told.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from specexport.graphics.formulas import tex
from specexport.graphics.formulas.tex import Tokens, UnbalancedError
from specexport.graphics.formulas.words import OPTIONAL, SPACES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree import ElementTree

# Commands of whose arguments nothing is seen: how many there are.
_UNSEEN = {
    **dict.fromkeys(
        ("\\label", "\\color", "\\textcolor", "\\colorbox", "\\raisebox", "\\phantom", "\\hphantom"), 1
    ),
    **dict.fromkeys(
        ("\\vphantom", "\\cline", "\\cmidrule", "\\end", "\\definecolor", "\\vspace", "\\ref"), 1
    ),
    **dict.fromkeys(("\\rule", "\\fcolorbox", "\\SI", "\\qty", "\\eqref"), 2),
    **dict.fromkeys(("\\si", "\\unit", "\\num", "\\ang"), 1),
}
_NAMES = frozenset(
    {
        *("arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim"),
        *("exp", "gcd", "hom", "inf", "ker", "lg", "lim", "ln", "log", "max", "min", "sec", "sin", "sinh"),
        *("sup", "tan", "tanh"),
    }
)
_WITH_COLUMNS = frozenset({"array", "darray", "subarray", "tabular", "alignat", "alignedat"})


def lost(formula: str, shown: str) -> str:
    """Return the letters and digits of a formula in TeX that are not among those shown, in their order."""
    missing = letters(_written(formula)) - letters(shown)
    return "".join(char for char, count in missing.items() for _ in range(count))


def less(written: str, shown: str) -> str:
    """Return the letters and digits of one text that are not among those of another."""
    missing = letters(written) - letters(shown)
    return "".join(char for char, count in missing.items() for _ in range(count))


def letters(text: str) -> Counter[str]:
    """Return how often each letter and digit is in a text, in its plain form."""
    plain = unicodedata.normalize("NFKD", text)
    return Counter(char for char in plain if unicodedata.category(char)[0] in "LN")


def of_mathml(root: ElementTree.Element) -> str:
    """Return what the tokens of a `math` element show; phantoms show nothing."""
    return "".join(_tokens(root))


def _tokens(element: ElementTree.Element) -> Iterable[str]:
    if element.tag.endswith(("annotation", "annotation-xml", "mphantom")):
        return
    yield element.text or ""
    for child in element:
        yield from _tokens(child)


def _written(formula: str) -> str:
    """Return what is to be seen of a formula, as far as it is letters and digits."""
    found: list[str] = []
    tokens = Tokens(tex.uncommented(formula))
    try:
        while tokens.next:
            found.append(_said(tokens, tokens.take()))
    except UnbalancedError:
        return ""  # pandoc does not read it either
    return "".join(found)


def _said(tokens: Tokens, token: str) -> str:
    if not token.startswith("\\"):
        return token if token.isalnum() else ""
    if token == "\\begin":
        if tokens.group() in _WITH_COLUMNS:
            tokens.option()
            tokens.group()
        else:
            tokens.placement()
        return ""
    if token == "\\\\":
        tokens.distance()
    if token in SPACES:
        tokens.length()
    if token in OPTIONAL:
        tokens.option()
    for _ in range(_UNSEEN.get(token, 0)):
        tokens.option()
        tokens.group()
    name = token[1:]
    return name if name in _NAMES else _greek().get(name, "")


@cache
def _greek() -> dict[str, str]:
    """Return Greek letters by the names that TeX has for them."""
    found = {}
    for code in (*range(0x391, 0x3AA), *range(0x3B1, 0x3CA)):
        parts = unicodedata.name(chr(code), "").split()
        if len(parts) == 4:
            name = parts[3].lower().replace("lamda", "lambda")
            found[name.capitalize() if parts[1] == "CAPITAL" else name] = chr(code)
    return found
