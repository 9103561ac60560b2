"""What of a specification is not filled in: found once, for the rules, the score and the marks in
documents.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.specification import placeholders
from specexport.specification.codenames import names_in
from specexport.specification.forms.form import answers, is_guidance, row_texts
from specexport.specification.pieces import SectionIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.specification.forms.form import Form
    from specexport.specification.pieces import Piece
    from specexport.specification.view import View

_LATER = re.compile(r"(?<![\w/.#\-])(?:TBD|TBC|TBA|TODO|FIXME)(?![\w/.\-])")


class Gap(Struct, frozen=True):
    """Something that is not filled in: the code of the rule it breaks, how it is written, where, in which
    section.

    `piece` is an index into the view's pieces, None where it is a row or a block of code.
    """

    code: str
    text: str
    pos: d.Pos | None
    section: SectionIndex
    piece: int | None = None


_CODES: dict[placeholders.Kind, str] = {
    "braces": "SX101",
    "brackets": "SX102",
    "amount": "SX103",
    "choice": "SX104",
    "number": "SX105",
    "address": "SX110",
}


def gaps(view: View, form: Form | None) -> list[Gap]:
    """All that is not filled in, in no particular order; `form` is what the specification was written
    from.
    """
    found = [
        replace(gap, piece=index)
        for index, piece in enumerate(view.pieces)
        for gap in _in_piece(view, piece, form)
    ]
    found += _code(view, form)
    if form:
        found += _rows(view, form)
    unique = {(gap.code, _place(gap.pos), gap.text): gap for gap in found}
    return list(unique.values())


def _place(pos: d.Pos | None) -> tuple[int, int]:
    return (pos.line, pos.column) if pos else (0, 0)


def _in_piece(view: View, piece: Piece, form: Form | None) -> Iterator[Gap]:
    choices = form.choices if form and piece.kind in ("cell", "item", "field") else frozenset()
    strict = form is not None or piece.kind in ("title", "field")
    count = 0
    for mark in placeholders.marks(piece.content, piece.value, strict, choices):
        if mark.kind == "address" or not _is_escaped(view, mark):
            count += 1
            yield Gap(_CODES[mark.kind], mark.text, mark.pos, piece.section)
    if form and not count and _is_sample(piece, form):
        yield Gap("SX105", piece.text, piece.pos, piece.section)
    if form and _is_guidance(view, piece, form):
        yield Gap("SX107", piece.text, piece.pos, piece.section)
    for node in walk.find(piece.content, d.Str):
        for match in _LATER.finditer(node.text):
            if match.group() not in _inside_braces(node.text):
                yield Gap("SX109", match.group(), placeholders.within(node, *match.span()), piece.section)


def _inside_braces(text: str) -> str:
    """What stands in square or curly brackets: those are placeholders already."""
    return " ".join(re.findall(r"\[[^\]]*\]|\{\{[^}]*\}\}", text)) if "[" in text or "{{" in text else ""


def _is_escaped(view: View, mark: placeholders.Mark) -> bool:
    """Say whether the source has a backslash where the mark would begin: then its brackets are the
    author's.
    """
    lines = view.source(mark.pos)
    return bool(lines and mark.pos and mark.pos.column) and mark.text not in lines[0].replace("\\|", "|")


def _is_sample(piece: Piece, form: Form) -> bool:
    return piece.kind == "item" and piece.text in form.items


def _is_guidance(view: View, piece: Piece, form: Form) -> bool:
    if piece.kind != "para" or not piece.text:
        return False
    if piece.text in form.guidance:
        return True
    if not is_guidance(piece):
        return False
    section = form.section(view.path_of(piece.section))
    return section is not None and section.guided and _is_first(view, piece)


def _is_first(view: View, piece: Piece) -> bool:
    blocks = view.blocks_of(piece.section)
    return bool(blocks) and isinstance(blocks[0], d.Para) and blocks[0].content is piece.content


def _code(view: View, form: Form | None) -> Iterator[Gap]:
    for index, block in view.codes:
        if placeholders.in_code(block.text):
            yield Gap("SX102", block.text.strip(), block.pos, index)
        elif form and (names := names_in(block)) and any(names <= sample for sample in form.code):
            yield Gap("SX108", ", ".join(sorted(names)), block.pos, index)


def _rows(view: View, form: Form) -> Iterator[Gap]:
    for index, table in view.tables:
        for row in table.body:
            if answers(row) in form.rows:
                yield Gap("SX106", " | ".join(row_texts(row)), row.pos, index)
