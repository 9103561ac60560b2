"""Formulas as native equations (Office Math, ISO/IEC 29500-1, 22.1), or drawn where it has nothing for them.

pandoc makes them of TeX; `omml` gives them their structure.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, TypeAlias

from specexport.renderers.docx import wml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from specexport.core.context import Context
    from specexport.graphics.formulas import Formula
    from specexport.graphics.formulas.drawn import Drawn
    from specexport.model.document import Document

    Equation: TypeAlias = wml.Element | Drawn

_W, M = f"{{{wml.W}}}", f"{{{wml.PREFIXES['m']}}}"
# The order of a run's properties (22.1.2.91) and a matrix column's (22.1.2.66), which pandoc does not keep.
_ORDER = ("lit", "nor", "scr", "sty", "brk", "aln", "count", "mcJc")


def equations(document: Document, context: Context) -> Mapping[Formula, Equation]:
    """Return every formula of a document, by its TeX and whether it is displayed.

    What cannot be had is left out, and reported: the renderer then shows the TeX itself.
    """
    from specexport.graphics.formulas import converted

    return converted(document, context, _convert)


def _convert(formulas: Sequence[Formula], context: Context) -> tuple[dict[Formula, Equation], dict[str, str]]:
    from lxml import etree

    from specexport.graphics.formulas import pandoc

    packed, reasons = pandoc.run(formulas, context, "--to=docx")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    paragraphs = root.findall(f"{_W}body/{_W}p")
    if len(paragraphs) < len(formulas):
        raise ValueError("it returned too few formulas")
    made: dict[Formula, Equation] = {}
    unfit = []
    for formula, paragraph in zip(formulas, paragraphs, strict=False):
        math = next(paragraph.iter(f"{M}oMathPara", f"{M}oMath"), None)
        if math is None:
            continue
        try:
            made[formula] = _element(math, formula[0])
        except ValueError:
            unfit.append(formula)
    drawn, more = _drawn(unfit, context)
    return made | drawn, reasons | more


def _drawn(formulas: Sequence[Formula], context: Context) -> tuple[dict[Formula, Equation], dict[str, str]]:
    """Return formulas as drawings, and why some cannot be drawn."""
    from specexport.graphics.formulas import drawn, mathml

    written, reasons = mathml.convert(formulas, context)
    made: dict[Formula, Equation] = {}
    for formula, markup in written.items():
        try:
            made[formula] = drawn.drawn(markup, context)
        except ValueError as error:
            reasons[formula[0]] = f"it cannot be drawn: {error}"
    return made, reasons


def _element(math: _Element, tex: str) -> wml.Element:
    """Return an equation. Raises ValueError where there is no structure for it, or letters would be lost."""
    from specexport.graphics.formulas import letters
    from specexport.renderers.docx.body import omml

    omml.repair(math)
    if lost := letters.lost(tex, _shown(math)):
        raise ValueError(f"{lost} would be lost")
    for props in math.iter(f"{M}rPr", f"{M}mcPr"):
        props[:] = sorted(_compatible(list(props)), key=_rank)
    return wml.element(math)


def _compatible(props: list[_Element]) -> list[_Element]:
    """Return properties without script and style where the run is normal text: it is one or the other."""
    if any(prop.tag == f"{M}nor" for prop in props):
        return [prop for prop in props if prop.tag not in (f"{M}scr", f"{M}sty")]
    return props


def _shown(math: _Element) -> str:
    """Return the characters of an equation: in its runs, and those that its structures have."""
    texts = [text.text or "" for text in math.iter(f"{M}t")]
    return "".join(texts + [sign.get(f"{M}val", "") for sign in math.iter(f"{M}chr")])


def _rank(element: _Element) -> int:
    name = str(element.tag).removeprefix(M)
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)
