"""Words as Markdown: what would be taken for markup is escaped, and looks get their signs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.review.weave import Char

_SPECIAL = regex(r"[\\`*\[\]]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|~~|\{\{|&(?=#?\w+;)|==|%%|\$(?=\S)|!(?=\[)")
_AT_START = regex(r"([ \t]*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|:(?=\s)|~{3,}|=+\s*$|-{3,}\s*$)")
_NUMBER = regex(r"([ \t]*\d{1,9})([.)])(?=\s|$)")
_ORDER = ("strong", "emph", "strike", "super", "sub", "code")


class Manner(Struct, frozen=True):
    """How an author writes: the sign of emphasis, and that of what is strong."""

    emph: str = "*"
    strong: str = "**"

    def signs(self, look: str) -> tuple[str, str]:
        """Return what stands before and after words of a look."""
        simple = {"strong": self.strong, "emph": self.emph, "strike": "~~"}
        if look in simple:
            return simple[look], simple[look]
        name = {"super": "sup", "sub": "sub"}[look]
        return f"<{name}>", f"</{name}>"


_STRONG_BARS = regex(r"(?<!\w)__\w")
_EMPH_BAR = regex(r"(?<![\w_])_[^\W_]")
_EMPH_STAR = regex(r"(?<![\w*])\*[^\W*]")


def manner(text: str) -> Manner:
    """Return how the author of a text writes what is strong and emphasised."""
    bars = len(_EMPH_BAR.findall(text)) > len(_EMPH_STAR.findall(text))
    strong = "__" if "**" not in text and _STRONG_BARS.search(text) else "**"
    return Manner("_" if bars else "*", strong)


def escaped(text: str, *, at_start: bool = False, in_table: bool = False) -> str:
    """Return words so that Markdown reads them as they are; `at_start` of a line more would be markup."""
    text = _SPECIAL.sub(lambda match: "\\" + match[0], text)
    if in_table:
        text = text.replace("|", "\\|")
    if at_start:
        text = _AT_START.sub(r"\1\\\2", text, count=1) if _AT_START.match(text) else text
        text = _NUMBER.sub(r"\1\\\2", text, count=1) if _NUMBER.match(text) else text
    return text


def coded(text: str, *, in_table: bool = False) -> str:
    """Return a span of code (CommonMark 0.31.2, 6.1)."""
    fence = "`"
    while fence in text:
        fence += "`"
    space = " " if text[:1] == "`" or text[-1:] == "`" else ""
    text = text.replace("|", "\\|") if in_table else text
    return f"{fence}{space}{text}{space}{fence}"


class Place(Struct, frozen=True):
    """What words are written into: the looks and the link around, and the kind of line."""

    look: frozenset[str] = frozenset()
    link: str = ""
    at_start: bool = False
    in_table: bool = False
    newline: str = "\\\n"


def written(chars: Iterable[Char], place: Place, how: Manner) -> str | None:
    """Return characters as Markdown for a place, None where there is no Markdown for one of them."""
    parts: list[str] = []
    for (look, link, thing), run in groupby(chars, lambda char: (char.look, char.link, char.thing)):
        text = "".join(char.text for char in run)
        made = _run(text, thing, look - place.look, place, how)
        if made is None:
            return None
        if link and link != place.link:
            made = f"[{made}]({_address(link)})" if not link.startswith("#") else made
        parts.append(made)
        place = Place(place.look, place.link, False, place.in_table, place.newline)
    return "".join(parts)


def _address(url: str) -> str:
    return f"<{url}>" if any(char in url for char in " ()") else url


def _run(text: str, thing: str, look: frozenset[str], place: Place, how: Manner) -> str | None:
    if thing.startswith("formula:"):
        return f"${thing.removeprefix('formula:')}$" * len(text)
    if thing and thing != "box":
        return None
    lines = (text if "code" in place.look else text.replace("\t", " ")).split("\n")
    return place.newline.join(
        [_looked(line, look, place, how, first=not at and place.at_start) for at, line in enumerate(lines)]
    )


def _looked(text: str, look: frozenset[str], place: Place, how: Manner, *, first: bool) -> str:
    if "code" in place.look:
        return text.replace("|", "\\|") if place.in_table else text
    inner = text.strip()
    if not look or not inner:
        return escaped(text, at_start=first, in_table=place.in_table)
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    made = (
        coded(inner, in_table=place.in_table) if "code" in look else escaped(inner, in_table=place.in_table)
    )
    for name in reversed(_ORDER[:-1]):
        if name in look:
            opening, closing = how.signs(name)
            made = f"{opening}{made}{closing}"
    return lead + made + tail
