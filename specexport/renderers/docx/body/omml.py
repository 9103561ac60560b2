"""Repairs of the equations that pandoc writes (Office Math, ISO/IEC 29500-1, 22.1).

It writes one sign after another where Office Math has structures that are set better: what a sum or an
integral ranges over, functions with their argument, braces as wide as what they hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_NOTHING = "\u200b"
_NAMES = (
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln "
    "log max min sec sin sinh sup tan tanh"
)
_FUNCTIONS = frozenset(_NAMES.split())
# Signs before which the operand of a sum or an integral ends, and those that hold a part of it together.
_ENDS = frozenset("=<>≤≥≠≈≡∼→⇒⇔↦∈⊂⊆,;:")
_OPEN, _CLOSE = frozenset("([{⟨⌈⌊"), frozenset(")]}⟩⌉⌋")
# A bar over a letter is a combining character here.
_ACCENTS = {"\u203e": "\u0305"}
_BRACES = {"⏟": "", "⏞": '<m:chr m:val="⏞"/><m:pos m:val="top"/><m:vertJc m:val="bot"/>'}


def repair(math: _Element) -> None:
    """Give the parts of an equation their structure, the innermost first."""
    for element in list(math.iter(f"{M}nary"))[::-1]:
        _take_operand(element)
    for element in list(math.iter(f"{M}limLow", f"{M}limUpp"))[::-1]:
        _embrace(element)
    for element in list(math.iter(f"{M}r", f"{M}sSup", f"{M}sSub", f"{M}limLow"))[::-1]:
        _apply(element)
    for sign in math.iter(f"{M}chr"):
        sign.set(f"{M}val", _ACCENTS.get(sign.get(f"{M}val", ""), sign.get(f"{M}val", "")))
    for run in list(math.iter(f"{M}r")):
        _drop_idle(run)


def _text(element: _Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{M}t"))


def _take_operand(nary: _Element) -> None:
    """Move what follows a sum or an integral into it (22.1.2.70), up to a relation or a closing bracket."""
    place = nary.find(f"{M}e")
    if place is None:
        return
    depth = _depth(list(place))
    for element in list(nary.itersiblings()):
        sign = _text(element) if element.tag == f"{M}r" else ""
        if depth <= 0 and (sign in _ENDS or sign in _CLOSE or "&" in sign) and sign:
            break
        depth += _depth([element])
        place.append(element)


def _depth(elements: list[_Element]) -> int:
    signs = [_text(element) for element in elements if element.tag == f"{M}r"]
    return sum((sign in _OPEN) - (sign in _CLOSE) for sign in signs)


def _embrace(limit: _Element) -> None:
    """Make a brace that stretches (22.1.2.41) of a limit that is one."""
    from lxml import etree

    place, sign = limit.find(f"{M}e"), limit.find(f"{M}lim")
    if place is None or sign is None or _text(sign) not in _BRACES:
        return
    props = f'<m:groupChrPr xmlns:m="{M[1:-1]}">{_BRACES[_text(sign)]}</m:groupChrPr>'
    _replaced(limit, "groupChr").extend([etree.fromstring(props), place])


def _apply(name: _Element) -> None:
    """Make a function with its argument (22.1.2.39) of a name and what follows, unless that is a bracket."""
    from lxml import etree

    argument = name.getnext()
    if _name(name) not in _FUNCTIONS or argument is None or argument.tag == f"{M}ctrlPr":
        return
    if argument.tag == f"{M}r" and not _text(argument).strip(_NOTHING).isalnum():
        return
    function = _replaced(name, "func")
    etree.SubElement(function, f"{M}fName").append(name)
    etree.SubElement(function, f"{M}e").append(argument)


def _name(element: _Element) -> str:
    """Return the name of a function that an element is, perhaps with a limit or a power; else nothing."""
    if element.tag == f"{M}r":
        return _text(element)
    base = element.find(f"{M}e")
    return _text(base) if base is not None and len(base) == 1 and base[0].tag == f"{M}r" else ""


def _drop_idle(run: _Element) -> None:
    """Drop what stands for a negative space, which Office Math has not, unless nothing else is there."""
    parent = run.getparent()
    if parent is not None and _text(run) == _NOTHING and len(list(_content(parent))) > 1:
        parent.remove(run)


def _content(parent: _Element) -> Iterator[_Element]:
    return (child for child in parent if not str(child.tag).endswith("Pr"))


def _replaced(element: _Element, name: str) -> _Element:
    """Return a new element in the place of another."""
    fresh = element.makeelement(f"{M}{name}")
    parent = element.getparent()
    assert parent is not None
    parent.replace(element, fresh)
    return fresh
