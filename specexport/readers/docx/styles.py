"""Styles: what a paragraph or a run has by its own style and those that it is based on (ECMA-376, 17.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import _Element
from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model import languages
from specexport.readers.docx.names import W, number, switch, val

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.readers.docx.package import Part

CODE_STYLES = frozenset(
    {
        *("code", "source code", "source text", "html preformatted", "preformatted text", "plain text"),
        *("labelled code", "quoted code", "box diagram", "macro text", "macro", "code block", "codeblock"),
        *("listing", "verbatim", "block verbatim", "program listing", "html sample"),
    }
)
"""What programs call their styles for paragraphs of code, in lower case."""

_HEADING = regex(r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|nagłówek|заголовок|标题) ?([1-9])")
_MONOSPACED = regex(
    r"\b(?:mono|monospace|courier|consol\w*|menlo|monaco|inconsolata|hack|lucida (?:console|typewriter)"
    r"|(?:source|fira|cascadia) code|letter gothic|ocr[ab]|terminal|fixedsys|anonymous pro|typewriter)\b",
)
_DEEPEST_OUTLINE = 8
_DEEPEST = 40  # styles that go back to each other


class Indent(Struct, frozen=True):
    """Where lines begin in twips, and how much further out the first one does."""

    left: int = 0
    hanging: int = 0


class RunLook(Struct, frozen=True):
    """What a run has of its own or by a style; None where nothing is said of it."""

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    hidden: bool | None = None
    small_caps: bool | None = None
    underline: bool | None = None
    place: str = ""
    font: str = ""
    style: str = ""
    marked: bool | None = None
    lang: str = ""

    def over(self, below: RunLook) -> RunLook:
        """Return this with what `below` says where this says nothing."""
        pairs = ((getattr(self, name), getattr(below, name)) for name in self.__struct_fields__)
        return RunLook(*(low if own is None or own == "" else own for own, low in pairs))


NO_LOOK = RunLook()


class Style(Struct, frozen=True):
    """One style: its name in lower case, what it is based on, and its properties."""

    name: str
    base: str
    ppr: _Element | None
    rpr: _Element | None


class ParagraphStyle(Struct, frozen=True):
    """What paragraphs of a style are: `names` are those of all the styles that it goes back to.

    `outline` is the rank of a heading from 1, 0 for none. `numbering` names a list (`w:numId`) and a level.
    `set_apart` says that space stands above and below.
    """

    name: str = ""
    names: frozenset[str] = frozenset()
    outline: int = 0
    numbering: tuple[str, int] | None = None
    indent: Indent | None = None
    side: str = ""
    set_apart: bool = False
    look: RunLook = NO_LOOK

    @property
    def is_code(self) -> bool:
        """Whether the name says that paragraphs of it are code."""
        return not CODE_STYLES.isdisjoint(self.names)


class Styles:
    """The styles of a file by their ids."""

    def __init__(self, part: Part | None) -> None:
        self._styles: dict[str, Style] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._runs: dict[str, RunLook] = {}
        self._default = ""
        self._base_font = ""
        self.languages: frozenset[str] = frozenset()
        if part is not None:
            self._read(part.root)

    def name(self, ident: str) -> str:
        """Return the name of a style in lower case, its id where it has none."""
        style = self._styles.get(ident)
        return style.name if style else ident.lower()

    def paragraph(self, ident: str) -> ParagraphStyle:
        """Return what paragraphs of a style are, those of the usual one for none."""
        ident = ident if ident in self._styles else self._default
        if ident not in self._paragraphs:
            self._paragraphs[ident] = _paragraph(list(self._chain(ident)))
        return self._paragraphs[ident]

    def run(self, ident: str) -> RunLook:
        """Return what runs of a style have."""
        if ident not in self._runs:
            found = NO_LOOK
            for style in reversed(list(self._chain(ident))):
                found = look(style.rpr).over(found)
            self._runs[ident] = found
        return self._runs[ident]

    def names(self, ident: str) -> list[str]:
        """Return the names of a style and of all that it is based on, its own first."""
        return [style.name for style in self._chain(ident)]

    def is_code(self, font: str) -> bool:
        """Say whether words in a font are code: its letters are of one width, and others are not usual."""
        return is_monospaced(font) and not is_monospaced(self._base_font)

    def is_foreign(self, lang: str) -> bool:
        """Say whether a language is none of those of the document, whatever its country."""
        own = primary(lang)
        return bool(own) and own not in self.languages and bool(languages.of_tag(lang))

    def _read(self, root: _Element) -> None:
        for element in root.iterchildren(f"{W}style"):
            ident = str(element.get(f"{W}styleId", ""))
            made = Style(
                " ".join(val(element, "name", ident).lower().split()),
                val(element, "basedOn"),
                element.find(f"{W}pPr"),
                element.find(f"{W}rPr"),
            )
            self._styles.setdefault(ident, made)
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true", "on"):
                self._default = ident
        usual = look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        own = self.paragraph(self._default).look
        self._base_font = own.font or usual.font
        self.languages = frozenset({primary(own.lang), primary(usual.lang)})

    def _chain(self, ident: str) -> Iterator[Style]:
        """Yield a style and what it is based on, up to one that is based on itself or too deep a one."""
        seen: set[str] = set()
        while ident in self._styles and ident not in seen and len(seen) < _DEEPEST:
            seen.add(ident)
            yield self._styles[ident]
            ident = self._styles[ident].base


def _paragraph(chain: list[Style]) -> ParagraphStyle:
    made = NO_LOOK
    for style in reversed(chain):
        made = look(style.rpr).over(made)
    given = [style.ppr for style in chain if style.ppr is not None]
    return ParagraphStyle(
        chain[0].name if chain else "",
        frozenset(style.name for style in chain),
        _outline(chain),
        _numbering(given),
        indent(given),
        next((side for side in (val(ppr, "jc") for ppr in given) if side), ""),
        _is_set_apart(given),
        made,
    )


def _outline(chain: list[Style]) -> int:
    for style in chain:
        if style.ppr is not None and (level := style.ppr.find(f"{W}outlineLvl")) is not None:
            return rank(level)
        if match := _HEADING.fullmatch(style.name):
            return int(match[1])
    return 0


def rank(level: _Element) -> int:
    """Return the rank of a heading that an outline level (17.3.1.20) is, 0 for that of the text."""
    place = number(level.get(f"{W}val"), _DEEPEST_OUTLINE + 1)
    return place + 1 if 0 <= place <= _DEEPEST_OUTLINE else 0


def _numbering(given: list[_Element]) -> tuple[str, int] | None:
    found = [props for ppr in given if (props := ppr.find(f"{W}numPr")) is not None]
    ident = next((name for name in (val(props, "numId") for props in found) if name), "")
    level = next((name for name in (val(props, "ilvl") for props in found) if name), "0")
    return (ident, number(level)) if ident else None


def indent(given: list[_Element]) -> Indent | None:
    """Return the indentation that the first of several properties of paragraphs says, None for none."""
    left = _first(given, "ind", "left", "start")
    hanging = _first(given, "ind", "hanging")
    if left is None and hanging is None:
        return None
    return Indent(left or 0, hanging or 0)


def _first(given: list[_Element], child: str, *names: str) -> int | None:
    for ppr in given:
        element = ppr.find(W + child)
        for name in names if element is not None else ():
            if element is not None and (text := element.get(W + name)) is not None:
                return number(text)
    return None


_APART = 80  # twips: a third of a line


def _is_set_apart(given: list[_Element]) -> bool:
    return all((_first(given, "spacing", side) or 0) >= _APART for side in ("before", "after"))


def look(rpr: _Element | None) -> RunLook:
    """Return what the properties of a run say."""
    if rpr is None or not len(rpr):
        return NO_LOOK
    hidden = switch(rpr, "vanish")
    line, fonts = rpr.find(f"{W}u"), rpr.find(f"{W}rFonts")
    return RunLook(
        switch(rpr, "b"),
        switch(rpr, "i"),
        _either(switch(rpr, "strike"), switch(rpr, "dstrike")),
        _either(hidden, switch(rpr, "webHidden")),
        switch(rpr, "smallCaps"),
        None if line is None else line.get(f"{W}val", "single") != "none",
        _place(rpr),
        "" if fonts is None else str(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""),
        val(rpr, "rStyle"),
        None if rpr.find(f"{W}highlight") is None else val(rpr, "highlight") not in ("none", ""),
        _lang(rpr),
    )


_TINY = 2  # half points


def is_tiny(rpr: _Element | None) -> bool:
    """Say whether letters are so small that programs alone look for them."""
    return rpr is not None and 0 < number(val(rpr, "sz")) <= _TINY


def primary(lang: str) -> str:
    """Return the language that a tag begins with, in lower case (RFC 5646, 2.2.1)."""
    return lang.partition("-")[0].lower()


def _lang(rpr: _Element) -> str:
    """Return the language of a run: of a script from right to left that which is meant for these."""
    said = rpr.find(f"{W}lang")
    if said is None:
        return ""
    return str(said.get(f"{W}bidi" if switch(rpr, "rtl") else f"{W}val") or "")


def _either(one: bool | None, other: bool | None) -> bool | None:
    return other if one is None else one or bool(other)


def _place(rpr: _Element) -> str:
    place = val(rpr, "vertAlign")
    return place if place in ("superscript", "subscript", "baseline") else ""


def is_monospaced(font: str) -> bool:
    """Say whether the letters of a font are of one width, as its name tells."""
    return bool(font) and bool(_MONOSPACED.search(font.lower()))
