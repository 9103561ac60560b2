"""The running headers and footers of a Word file, as templates over the fields of a style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from specexport.style.tools.from_word.look import Sheet, W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.style.tools.from_word.look import WordLook

SIDES = ("left", "center", "right")
# Fields of Word (17.16.5), names of document properties, and content bound to properties, by what they show.
_FIELDS = {
    "PAGE": "page",
    "NUMPAGES": "pages",
    "SECTIONPAGES": "pages",
    "TITLE": "title",
    "AUTHOR": "author",
    "SUBJECT": "kind",
    **dict.fromkeys(("DATE", "TIME", "SAVEDATE", "CREATEDATE", "PRINTDATE"), "date"),
}
_PROPERTIES = {
    "title": "title",
    "company": "company",
    "author": "author",
    "creator": "author",
    "subject": "kind",
    "status": "status",
    "contentstatus": "status",
    "version": "version",
    "revision": "version",
    "classification": "classification",
    "publishdate": "date",
    "date": "date",
}
_INSTRUCTION = re.compile(r'\s*(\w+)\s*(?:"([^"]*)"|([^\s\\]+))?')
_BOUND = re.compile(r":(\w+)(?:\[\d+\])?\s*$")
_CONTAINERS = frozenset(
    f"{W}{name}" for name in ("hyperlink", "smartTag", "ins", "moveTo", "r", "sdtContent", "customXml")
)
_BETWEEN = " · "
# Fields whose result is text of the template itself. What others show is true of one file on one day.
_LITERAL = frozenset({"HYPERLINK", "QUOTE", "SYMBOL", "EQ", "ADVANCE", "MACROBUTTON", "FORMTEXT"})


class Line(Struct, frozen=True):
    """A running line: the templates of its three sides."""

    left: str = ""
    center: str = ""
    right: str = ""


def line(root: Any, sheet: Sheet, kind: str) -> Line:
    """Return what the header or footer `root` says; `kind` is the name of the style of its paragraphs."""
    sides: dict[str, list[str]] = {side: [] for side in SIDES}
    for block in _blocks(root):
        found = _row(block) if block.tag == f"{W}tbl" else _sided(block, sheet, kind)
        for side, text in found:
            if text and text not in sides[side]:
                sides[side].append(text)
    return Line(*(_BETWEEN.join(sides[side]) for side in SIDES))


def _blocks(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag == f"{W}sdt":
            yield from _blocks_inside(child)


def _blocks_inside(sdt: Any) -> Iterator[Any]:
    content = sdt.find(f"{W}sdtContent")
    if content is not None:
        yield from _blocks(content)


def _row(table: Any) -> list[tuple[str, str]]:
    """Return the texts of a layout table: the first cell left, the last right, others in the middle."""
    found: list[tuple[str, str]] = []
    for row in table.iterfind(f"{W}tr"):
        cells = [
            _BETWEEN.join(filter(None, map(_flat, cell.iter(f"{W}p")))) for cell in row.iterfind(f"{W}tc")
        ]
        for index, text in enumerate(cells):
            side = "left" if index == 0 else "right" if index == len(cells) - 1 else "center"
            found.append((side, text))
    return found


def _flat(paragraph: Any) -> str:
    return _clean("".join(_pieces(paragraph)).replace("\t", " "))


def _sided(paragraph: Any, sheet: Sheet, kind: str) -> list[tuple[str, str]]:
    """Return the texts of a paragraph between its tabs, each with the side at which it stands."""
    own = paragraph.find(f"{W}pPr/{W}pStyle")
    look = sheet.look(own.get(f"{W}val") if own is not None else sheet.named(kind), paragraph)
    frame = paragraph.find(f"{W}pPr/{W}framePr")
    aside = frame.get(f"{W}xAlign") if frame is not None else None
    texts = [_clean(text) for text in "".join(_pieces(paragraph)).split("\t")]
    first = aside if aside in SIDES else look.align if look.align in SIDES else "left"
    sides = [first, *_stops(look)]
    last = len(sides) - 1
    return [(sides[min(index, last)] if index else first, text) for index, text in enumerate(texts)]


def _stops(look: WordLook) -> list[str]:
    """Return the side of the text after each tab."""
    kinds = [kind for _, kind in look.stops if kind in SIDES]
    return kinds or ["center", "right"]


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _pieces(paragraph: Any) -> Iterator[str]:
    """Yield the text of a paragraph, fields as `{name}`, tabs as such."""
    reader = _Reader()
    for element in _walk(paragraph):
        yield from reader.read(element)


def _walk(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag in _CONTAINERS:
            yield from _walk(child)
        elif child.tag == f"{W}sdt":
            bound = _binding(child)
            content = child.find(f"{W}sdtContent")
            if bound:
                yield bound
            elif content is not None:
                yield from _walk(content)
        elif child.tag == f"{W}fldSimple":
            name = _field(child.get(f"{W}instr") or "")
            if name:
                yield name
            elif _keyword(child.get(f"{W}instr") or "") in _LITERAL:
                yield from _walk(child)
        elif isinstance(child.tag, str):
            yield child


def _binding(sdt: Any) -> str:
    binding = sdt.find(f"{W}sdtPr/{W}dataBinding")
    match = _BOUND.search(binding.get(f"{W}xpath") or "") if binding is not None else None
    return _PROPERTIES.get(match[1].lower(), "") if match else ""


class _Reader:
    """Follows complex fields (17.16.18): between `begin` and `separate` the instruction, then the result."""

    def __init__(self) -> None:
        self._instruction = ""
        self._states: list[str] = []

    def read(self, element: Any) -> Iterator[str]:
        if isinstance(element, str):
            yield from self._say(f"{{{element}}}")
            return
        match element.tag.rpartition("}")[2]:
            case "fldChar":
                yield from self._mark(element.get(f"{W}fldCharType"))
            case "instrText":
                self._instruction += element.text or ""
            case "t":
                yield from self._say((element.text or "").replace("{", "(").replace("}", ")"))
            case "tab" | "ptab":
                yield from self._say("\t")
            case "noBreakHyphen":
                yield from self._say("-")
            case "br" | "cr":
                yield from self._say(" ")
            case _:
                return

    def _say(self, text: str) -> Iterator[str]:
        if "begun" not in self._states and "shown" not in self._states:
            yield text

    def _mark(self, kind: str | None) -> Iterator[str]:
        if kind == "begin":
            self._states.append("begun")
            self._instruction = ""
        elif kind == "separate" and self._states:
            yield from self._result()
        elif kind == "end" and self._states:
            if self._states[-1] == "begun":
                yield from self._result()
            self._states.pop()

    def _result(self) -> Iterator[str]:
        """Show a field that is known by its name, and what is text of the template; all else is left out."""
        name = _field(self._instruction)
        self._states[-1] = "plain"
        if name:
            yield from self._say(f"{{{name}}}")
        if name or _keyword(self._instruction) not in _LITERAL:
            self._states[-1] = "shown"
        self._instruction = ""


def left_out(root: Any) -> list[str]:
    """Return the instructions of the fields of a part that a style has no word for, as they are written."""
    found = [one.get(f"{W}instr") or "" for one in root.iter(f"{W}fldSimple")]
    begun: list[str] = []
    for one in root.iter(f"{W}fldChar", f"{W}instrText"):
        kind = one.get(f"{W}fldCharType")
        if kind == "begin":
            begun.append("")
        elif kind is None and begun:
            begun[-1] += one.text or ""
        elif kind == "end" and begun:
            found.append(begun.pop())
    return [" ".join(one.split()) for one in found if not (_field(one) or _keyword(one) in _LITERAL)]


def _keyword(instruction: str) -> str:
    match = _INSTRUCTION.match(instruction)
    return match[1].upper() if match else ""


def _field(instruction: str) -> str:
    """Return the name of what a field shows, if a style has a word for it."""
    match = _INSTRUCTION.match(instruction)
    if match is None:
        return ""
    name, argument = match[1].upper(), (match[2] or match[3] or "").strip()
    if name == "DOCPROPERTY":
        return _PROPERTIES.get(re.sub(r"\W", "", argument).lower(), "")
    if name == "STYLEREF":
        return "title" if argument.lower() in ("title", "titel", "titre") else "section"
    return _FIELDS.get(name, "")
