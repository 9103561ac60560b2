"""Formulas as native equations (Office Math, ISO/IEC 29500-1, 22.1).

pandoc makes them of TeX. It writes one sign after another where Office Math has structures that are set
better: what a sum or an integral ranges over, functions with their argument, braces as wide as what they
hold. These are repaired.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from specexport.renderers.docx import wml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from specexport.core.context import Context
    from specexport.graphics.formulas import Formula
    from specexport.model.document import Document

_W, M = f"{{{wml.W}}}", f"{{{wml.PREFIXES['m']}}}"
# The order of a run's properties (22.1.2.91) and a matrix column's (22.1.2.66), which pandoc does not keep.
_ORDER = ("lit", "nor", "scr", "sty", "brk", "aln", "count", "mcJc")
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
# The braces that stretch, each with what tells it from the one below (22.1.2.42).
_BRACES: dict[str, tuple[tuple[str, str], ...]] = {
    "⏟": (),
    "⏞": (("chr", "⏞"), ("pos", "top"), ("vertJc", "bot")),
}


def equations(document: Document, context: Context) -> Mapping[Formula, wml.Element]:
    """Return every formula of a document, by its TeX and whether it is displayed.

    What cannot be had is left out, and reported: the renderer then shows the TeX itself.
    """
    from specexport.graphics.formulas import converted

    return converted(document, context, _convert)


def _convert(
    formulas: Sequence[Formula], context: Context
) -> tuple[dict[Formula, wml.Element], dict[str, str]]:
    from lxml import etree

    from specexport.graphics.formulas import pandoc

    packed, reasons = pandoc.run(formulas, context, "--to=docx")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    paragraphs = root.findall(f"{_W}body/{_W}p")
    if len(paragraphs) < len(formulas):
        raise ValueError("it returned too few formulas")
    made = {}
    for formula, paragraph in zip(formulas, paragraphs, strict=False):
        math = next(paragraph.iter(f"{M}oMathPara", f"{M}oMath"), None)
        if math is not None:
            made[formula] = _element(math)
    return made, reasons


def _element(math: _Element) -> wml.Element:
    repair(math)
    for props in math.iter(f"{M}rPr", f"{M}mcPr"):
        props[:] = sorted(_compatible(list(props)), key=_rank)
    return wml.element(math)


def _compatible(props: list[_Element]) -> list[_Element]:
    """Return properties without script and style where the run is normal text: it is one or the other."""
    if any(prop.tag == f"{M}nor" for prop in props):
        return [prop for prop in props if prop.tag not in (f"{M}scr", f"{M}sty")]
    return props


def _rank(element: _Element) -> int:
    name = str(element.tag).removeprefix(M)
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


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
    group = _replaced(limit, "groupChr")
    props = etree.SubElement(group, f"{M}groupChrPr")
    for name, value in _BRACES[_text(sign)]:
        etree.SubElement(props, f"{M}{name}").set(f"{M}val", value)
    group.append(place)


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
