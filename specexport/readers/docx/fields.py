"""Fields: instructions with what came of them last (ECMA-376, 17.16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.readers.docx.names import W, is_on, number, val

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = regex(r'"((?:[^"\\]|\\.)*)"?|(\S+)')
_LEADS = regex(r"\b(?:PAGEREF|HYPERLINK)\b")
_CONTENTS = frozenset({"TOC"})
_LEADING = frozenset({"REF", "PAGEREF", "NOTEREF"})
_TURNED_BY_LAYOUT = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})


class Instruction(Struct, frozen=True):
    """What a field says: its name, its arguments, and its switches with their arguments."""

    name: str
    arguments: tuple[str, ...] = ()
    switches: dict[str, str] = {}

    @property
    def is_contents(self) -> bool:
        """Whether the result is a list of headings or figures, which is made anew."""
        return self.name in _CONTENTS

    @property
    def is_page(self) -> bool:
        """Whether the result is a number that the layout makes."""
        return self.name in _TURNED_BY_LAYOUT

    def url(self, bookmarks: frozenset[str]) -> str:
        """Return where the result leads, nothing where it is no link."""
        first = self.arguments[0] if self.arguments else ""
        if self.name == "HYPERLINK":
            place = self.switches.get("l", "")
            return f"{first}#{place}" if place else first
        known = self.name in _LEADING and "h" in self.switches and first in bookmarks
        return f"#{first}" if known else ""


def parsed(text: str) -> Instruction:
    """Return the instruction that the text of a field is (17.16.5)."""
    words = [(found[1], found[2]) for found in _WORD.finditer(text)]
    name = (words[0][1] or words[0][0] or "") if words else ""
    arguments: list[str] = []
    switches: dict[str, str] = {}
    waiting = ""
    for quoted, bare in words[1:]:
        if bare is not None and bare.startswith("\\") and len(bare) > 1:
            waiting = bare[1:].lower()
            switches[waiting] = ""
            continue
        word = bare if bare is not None else quoted.replace('\\"', '"').replace("\\\\", "\\")
        if waiting and waiting in ("l", "o", "t", "c", "f", "s", "@", "*", "#"):
            switches[waiting] = word
        else:
            arguments.append(word)
        waiting = ""
    return Instruction(name.upper(), tuple(arguments), switches)


def end_contents(fields: list[Field], paragraph: _Element) -> None:
    """End a list of headings that goes on over a paragraph which is none of its entries: nothing ends it.

    An entry leads to its heading or ends with the number of its page, or the list ends in it.
    """
    at = next(
        (at for at, field in enumerate(fields) if field.in_result and field.instruction.is_contents), -1
    )
    if at >= 0 and not _is_entry(paragraph):
        del fields[at:]


def _is_entry(paragraph: _Element) -> bool:
    if any(node.get(f"{W}anchor") for node in paragraph.iter(f"{W}hyperlink")):
        return True
    if any(_LEADS.search(node.text or "") for node in paragraph.iter(f"{W}instrText")):
        return True
    depth = 0
    for node in paragraph.iter(f"{W}fldChar"):
        kind = node.get(f"{W}fldCharType")
        depth += (kind == "begin") - (kind == "end")
        if depth < 0:
            return True
    texts = [text for node in paragraph.iter(f"{W}t") if (text := (node.text or "").split())]
    tabs = (node.getparent() for node in paragraph.iter(f"{W}tab"))
    has_tab = any(above is not None and above.tag == f"{W}r" for above in tabs)
    return not texts or (has_tab and texts[-1][-1].isdecimal())


class Field:
    """A field while it is read: its text, whether its result has begun, and what fills it in."""

    def __init__(self, filled: _Element | None) -> None:
        self.parts: list[str] = []
        self.in_result = False
        self.form = filled
        self.instruction = Instruction("")
        self.holder: object | None = None
        self.has_text = False

    def settle(self) -> Instruction:
        """Return the instruction, which is whole now."""
        self.instruction = parsed("".join(self.parts))
        return self.instruction

    def shown(self) -> str:
        """Return what a field shows that has no result: a box, a choice, or a place to press on."""
        name, form = self.instruction.name, self.form
        if self.has_text and name != "FORMCHECKBOX":
            return ""
        if name == "FORMCHECKBOX" and form is not None:
            return _box(form.find(f"{W}checkBox"))
        if name == "FORMDROPDOWN" and form is not None:
            return _choice(form.find(f"{W}ddList"))
        if name == "MACROBUTTON" and len(self.instruction.arguments) > 1:
            return " ".join(self.instruction.arguments[1:])
        return ""


def _box(box: _Element | None) -> str:
    if box is None:
        return "☐"
    checked = box.find(f"{W}checked")
    return "☒" if is_on(box.find(f"{W}default") if checked is None else checked) else "☐"


def _choice(choices: _Element | None) -> str:
    if choices is None:
        return ""
    entries = [str(one.get(f"{W}val", "")) for one in choices.iterchildren(f"{W}listEntry")]
    place = number(val(choices, "result", val(choices, "default", "0")))
    return entries[place] if 0 <= place < len(entries) else ""
