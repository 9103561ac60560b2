"""Formulas as native equations (Office Math, ISO/IEC 29500-1, 22.1)."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from specexport.renderers.docx.body.omml import M as _M
from specexport.renderers.docx.body.omml import repair

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from specexport.core.context import Context
    from specexport.graphics.formulas.convert import Formula
    from specexport.model.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DECLARED = re.compile(r' xmlns:\w+="[^"]*"')
# The order of a run's properties (22.1.2.91) and a matrix column's (22.1.2.66), which pandoc does not keep.
_ORDER = ("lit", "nor", "scr", "sty", "brk", "aln", "count", "mcJc")


def equations(document: Document, context: Context) -> Mapping[Formula, str]:
    """Return the XML of every formula of a document, by its TeX and whether it is displayed.

    What cannot be had is left out, and reported: the renderer then shows the TeX itself.
    """
    from specexport.graphics.formulas.convert import converted

    return converted(document, context, _convert)


def _convert(formulas: Sequence[Formula], context: Context) -> tuple[dict[Formula, str], dict[str, str]]:
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
        math = next(paragraph.iter(f"{_M}oMathPara", f"{_M}oMath"), None)
        if math is not None:
            made[formula] = _markup(math)
    return made, reasons


def _markup(math: _Element) -> str:
    from lxml import etree

    repair(math)
    for props in math.iter(f"{_M}rPr", f"{_M}mcPr"):
        props[:] = sorted(_compatible(list(props)), key=_rank)
    text: str = etree.tostring(math, encoding="unicode", with_tail=False)
    return _DECLARED.sub("", text)


def _compatible(props: list[_Element]) -> list[_Element]:
    """Return properties without script and style where the run is normal text: it is one or the other."""
    if any(prop.tag == f"{_M}nor" for prop in props):
        return [prop for prop in props if prop.tag not in (f"{_M}scr", f"{_M}sty")]
    return props


def _rank(element: _Element) -> int:
    name = str(element.tag).removeprefix(_M)
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)
