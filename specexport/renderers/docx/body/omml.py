"""The structures of Office Math (ISO/IEC 29500-1, 22.1) in place of signs in a row.

pandoc writes one sign after another where Office Math has structures that are set better: what a sum or an
integral ranges over, functions with their argument, braces as wide as what they hold, arrows as long as
what stands over them. Columns that rules part are matrices between separators. What has rules between rows
has no structure there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.graphics.formulas import rules
from specexport.graphics.formulas.mathml import ARROWS
from specexport.renderers.docx import wml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from specexport.graphics.formulas.rules import Rules

M = f"{{{wml.PREFIXES['m']}}}"
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
# Arrows over and below letters, which combining characters stand for; below, the sign and not the letters
# is pandoc's.
_OVER = {"\u20d6": "←", "\u20d7": "→", "\u20e1": "↔"}
_BELOW = {"\u20ee": "←", "\u20ef": "→", "\u0330": "~", "\u0331": "\u0332", "\u0332": "\u0332"}
_LONG = dict(zip("←→↔⇐⇒⇔↦", "⟵⟶⟷⟸⟹⟺⟼", strict=True))
# What is not as high as a line would set rows of matrices side by side on other base lines.
_HIGH = (
    "f",
    "nary",
    "m",
    "rad",
    "d",
    "limLow",
    "limUpp",
    "groupChr",
    "eqArr",
    "borderBox",
    "sSub",
    "sSup",
    "sSubSup",
)


class UnfitError(ValueError):
    """Office Math has no structure for something."""


def repair(math: _Element) -> None:
    """Give the parts of an equation their structure, the innermost first. Raises UnfitError."""
    for matrix in list(math.iter(f"{M}m"))[::-1]:
        _rule(matrix)
    for element in list(math.iter(f"{M}sSup", f"{M}sSub", f"{M}limUpp", f"{M}limLow"))[::-1]:
        _drop_empty(element)
    for element in list(math.iter(f"{M}limUpp", f"{M}limLow"))[::-1]:
        _stretch(element)
    for element in list(math.iter(f"{M}acc"))[::-1]:
        _accent(element)
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
    for place in math.iter(f"{M}e", f"{M}den", f"{M}num"):
        _fill(place)


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


def _fill(place: _Element) -> None:
    """Put a space in a place with nothing, which other programs would show as a fault."""
    from lxml import etree

    if (list(_content(place)) and _text(place).strip(_NOTHING + " ")) or len(place) > 1:
        return
    if not list(_content(place)) or (place[0].tag == f"{M}r"):
        place[:] = []
        run = etree.SubElement(place, f"{M}r")
        etree.SubElement(etree.SubElement(run, f"{M}rPr"), f"{M}nor")
        etree.SubElement(run, f"{M}t").text = "\u00a0"


def _content(parent: _Element) -> Iterator[_Element]:
    return (child for child in parent if not str(child.tag).endswith("Pr"))


def _replaced(element: _Element, name: str) -> _Element:
    """Return a new element in the place of another."""
    fresh = element.makeelement(f"{M}{name}")
    parent = element.getparent()
    assert parent is not None
    parent.replace(element, fresh)
    return fresh


def _drop_empty(element: _Element) -> None:
    """Put a base in place of what has but an empty script, which Word would ask to be filled in."""
    base, script = element.find(f"{M}e"), element[-1]
    if base is None or script is base or _text(script).strip(_NOTHING) or len(list(_content(script))) > 1:
        return
    parent = element.getparent()
    if parent is None or not _text(base).strip(_NOTHING):
        return
    at = parent.index(element)
    parent[at : at + 1] = list(_content(base))


def _stretch(limit: _Element) -> None:
    """Make an arrow as long as what stands over or below it (22.1.2.41), or just long where both do."""
    base, label = limit.find(f"{M}e"), limit.find(f"{M}lim")
    if base is None or label is None or _text(base) not in ARROWS or len(list(_content(base))) != 1:
        return
    around = limit.getparent()
    around = around.getparent() if around is not None else None
    if around is not None and around.tag in (f"{M}limUpp", f"{M}limLow"):
        for text in base.iter(f"{M}t"):
            text.text = _LONG.get(text.text or "", text.text)
        return
    over = limit.tag == f"{M}limUpp"
    props = {"chr": _text(base)} if over else {"chr": _text(base), "pos": "top"}
    place = _grouped(limit, {**props, "vertJc": "bot" if over else "top"})
    size = place.makeelement(f"{M}argPr")
    size.append(size.makeelement(f"{M}argSz", {f"{M}val": "-1"}))
    place.append(size)
    place.extend(list(label))


def _accent(accent: _Element) -> None:
    """Make signs of accents that Office Math would not stretch, or would set over what they belong below."""
    sign, base = accent.find(f"{M}accPr/{M}chr"), accent.find(f"{M}e")
    if sign is None or base is None:
        return
    value = sign.get(f"{M}val", "")
    if value in _OVER and len(_text(base)) > 1:
        _grouped(accent, {"chr": _OVER[value], "pos": "top", "vertJc": "bot"}).extend(list(base))
    elif value in _BELOW:
        _grouped(accent, {"chr": _BELOW[value]}).extend(list(base))


def _grouped(element: _Element, props: dict[str, str]) -> _Element:
    """Return the place for what a sign groups, which is put where an element is."""
    from lxml import etree

    group = _replaced(element, "groupChr")
    described = etree.SubElement(group, f"{M}groupChrPr")
    for name, value in props.items():
        etree.SubElement(described, f"{M}{name}").set(f"{M}val", value)
    return etree.SubElement(group, f"{M}e")


def _rule(matrix: _Element) -> None:
    """Part the columns of a matrix where its first cell marks rules. Raises UnfitError for any others."""
    words = next((text for text in matrix.iter(f"{M}t") if rules.marked(text.text or "")), None)
    if words is None or next(words.iterancestors(f"{M}m")) is not matrix:
        return
    found = rules.marked(words.text or "")
    run = words.getparent()
    assert found is not None
    assert run is not None
    run.getparent().remove(run)  # type: ignore[union-attr]  # it is in a cell
    _part(matrix, found)


def _part(matrix: _Element, found: Rules) -> None:
    """Make separated matrices (22.1.2.24) of one whose columns are parted by single rules."""
    from lxml import etree

    rows = [list(row.findall(f"{M}e")) for row in matrix.findall(f"{M}mr")]
    count = max(len(row) for row in rows)
    codes = found.uprights.ljust(count + 1, "0")
    cuts = [at for at in range(1, count) if codes[at] == "1"]
    is_plain = not any(
        cell.find(f".//{M}{name}") is not None for row in rows for cell in row for name in _HIGH
    )
    if found.has_lines or set(codes[:1] + codes[count:]) - {"0"} or set(codes) - {"0", "1"} or not is_plain:
        raise UnfitError("rules")
    parent = matrix.getparent()
    assert parent is not None
    group = etree.Element(f"{M}d")
    props = etree.SubElement(group, f"{M}dPr")
    for name, value in (("begChr", ""), ("sepChr", "|"), ("endChr", "")):
        etree.SubElement(props, f"{M}{name}").set(f"{M}val", value)
    etree.SubElement(props, f"{M}grow")
    parent.replace(matrix, group)
    for first, last in zip([0, *cuts], [*cuts, count], strict=True):
        etree.SubElement(group, f"{M}e").append(_columns(matrix, first, last))


def _columns(matrix: _Element, first: int, last: int) -> _Element:
    """Return a matrix of some of the columns of one."""
    from copy import deepcopy

    part = deepcopy(matrix)
    for row in part.findall(f"{M}mr"):
        row[:] = [cell for at, cell in enumerate(row.findall(f"{M}e")) if first <= at < last]
    for columns in part.iter(f"{M}mcs"):
        columns[:] = list(columns)[first:last]
    return part
