"""What of a specification is not filled in: found once, for the rules, the score and the marks in
documents.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.specification import placeholders
from specexport.specification.codenames import names_in
from specexport.specification.forms.form import answers, columns, is_guidance, row_texts
from specexport.specification.pieces import SectionIndex
from specexport.specification.placeholders import UNKNOWN, Uses, usage, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.specification.forms.form import Form
    from specexport.specification.pieces import Piece
    from specexport.specification.view import View

# Sections that say what words mean, where those that put off are words like others.
_WORDS = regex(r"glossary|abbreviations|acronyms|definitions|terminology|terms(?: and .*)?|conventions.*")


_PLACEHOLDER_IN_CODE = regex(r"\[[^\]\n]*[A-Za-z#][^\]\n]* [^\]\n]*\]|\[#+[\w-]*\]|<[a-z]+(?: [a-z]+)+>")
# A name with figures to come, or a phrase of words, which no list of a program is.
_ASKING_IN_CODE = regex(
    r"\[#+[-\w]*\]"
    r"|(?<![\w\]])\[(?![^\]\n]*\bfor\b)[A-Za-z][\w-]+(?: [A-Za-z][\w-]+){2,}(?:[:,] [^\[\]\n]+)?\]"
)
_COMMENT = regex(r"<!--\s*(.*?)\s*-->\s*\|?\s*$")
_LABEL_ALONE = regex(r"[\d.]*|[A-Z]{2,}|[^:]{1,40}:")


class Gap(Struct, frozen=True):
    """Something that is not filled in: the code of the rule it breaks, how it is written, where, in which
    section.

    `piece` is an index into the view's pieces, None where it is a row, an item or a block of code.
    `stretch` is where it begins and ends in the run of the piece, None where it is all of it; `node` is what
    it is where it is no piece.
    """

    code: str
    text: str
    pos: d.Pos | None
    section: SectionIndex
    piece: int | None = None
    stretch: tuple[int, int] | None = None
    node: d.Node | None = None


_CODES: dict[placeholders.Kind, str] = {
    "braces": "SX101",
    "brackets": "SX102",
    "amount": "SX103",
    "choice": "SX104",
    "number": "SX105",
    "guide": "SX107",
    "later": "SX109",
    "address": "SX110",
    "open": "SX111",
    "filler": "SX113",
    "angles": "SX114",
}
# What a backslash before it says is meant: angle brackets need one in Markdown.
_ESCAPABLE = frozenset({"braces", "brackets"})


def gaps(view: View, form: Form | None) -> list[Gap]:
    """All that is not filled in, in no particular order; `form` is what the specification was written
    from.
    """
    base = uses_of(view, form)
    found = [
        replace(gap, piece=index)
        for index, piece in enumerate(view.pieces)
        for gap in _in_piece(view, piece, form, base)
    ]
    found += _code(view, form, "brackets" in base.strict)
    found += [*_empty(view), *_only_commented(view)]
    if form:
        found += _rows(view, form)
    unique = {(gap.code, _place(gap.pos), gap.text): gap for gap in found}
    return list(unique.values())


def uses_of(view: View, form: Form | None) -> Uses:
    """The placeholders that a specification uses: its form's, and those that it shows to use itself."""
    texts = [piece.value for piece in view.pieces if piece.value and piece.kind != "head"]
    shown = usage.shown(walk.plain(view.meta.title), texts)
    if form is None:
        return Uses(strict=shown, form=bool(shown)) if shown else UNKNOWN
    return Uses(strict=shown, form=True, choices=form.choices, requests=form.requests)


def _place(pos: d.Pos | None) -> tuple[int, int]:
    return (pos.line, pos.column) if pos else (0, 0)


def _in_piece(view: View, piece: Piece, form: Form | None, base: Uses) -> Iterator[Gap]:
    place = piece.place
    if piece.kind == "para" and piece.section is not None and piece.text.isupper() and not place.name:
        place = replace(place, name=view.sections[piece.section].title)
    count = 0
    for mark in placeholders.marks(piece.content, place, _uses(view, piece, form, base)):
        if mark.kind in _ESCAPABLE and _is_escaped(view, mark):
            continue
        if mark.kind == "later" and _explains_words(view, piece):
            continue
        if mark.kind == "filler" and piece.goes_on and words.is_unended(mark.text):
            continue
        count += 1
        yield Gap(_CODES[mark.kind], mark.text, mark.pos, piece.section, stretch=(mark.start, mark.end))
    if form and not count and _is_sample(piece, form):
        yield Gap("SX105", piece.text, piece.pos, piece.section)
    if form and not count and _is_guidance(view, piece, form):
        yield Gap("SX107", piece.text, piece.pos, piece.section)


def _uses(view: View, piece: Piece, form: Form | None, base: Uses) -> Uses:
    """What counts in one piece: words between delimiters where the form asks so in such a piece."""
    if form is None:
        return base
    waits = form.waits(view.path_of(piece.section), piece.kind)
    choices = base.choices if piece.kind in ("cell", "item", "field") else frozenset()
    return replace(base, strict=base.strict | waits, choices=choices)


def _explains_words(view: View, piece: Piece) -> bool:
    return any(_WORDS.fullmatch(part) for part in view.path_of(piece.section))


def _is_escaped(view: View, mark: placeholders.Mark) -> bool:
    """Say whether the source has a backslash where the mark would begin: then its brackets are the
    author's.
    """
    lines = view.source(mark.pos)
    if not (lines and mark.pos and mark.pos.column):
        return mark.escapes
    begins = re.split("[…*_`~<]", mark.text, maxsplit=1)[0]
    written = " ".join(" ".join(lines).replace("\\|", "|").split())
    return " ".join(begins.split()) not in written


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


def _code(view: View, form: Form | None, asks: bool) -> Iterator[Gap]:
    """Yield blocks of code that are a form's sample, or that ask where the document `asks` in brackets."""
    for index, block in view.codes:
        if placeholders.in_code(block.text):
            yield Gap("SX102", block.text.strip(), block.pos, index, node=block)
        elif form and (names := names_in(block)) and any(names <= sample for sample in form.code):
            yield Gap("SX108", ", ".join(sorted(names)), block.pos, index)
        elif form and block.text.strip() in form.listings and _PLACEHOLDER_IN_CODE.search(block.text):
            yield Gap("SX108", block.text.strip().partition("\n")[0], block.pos, index)
        elif asks and (match := _ASKING_IN_CODE.search(block.text)):
            yield Gap("SX108", match[0], block.pos, index)


def _empty(view: View) -> Iterator[Gap]:
    """Yield items and rows that say nothing."""
    for index, blocks in view.by_section():
        for item in walk.find(blocks, d.ListItem):
            if not item.content:
                yield Gap("SX112", "list item", item.pos, index, node=item)
    for index, table in view.tables:
        empty = [
            row for row in table.body if len(row.cells) > 1 and not any(cell.content for cell in row.cells)
        ]
        if empty and any(columns(table)) and not _is_to_sign(table):
            yield from (Gap("SX112", "table row", row.pos, index, node=row) for row in empty)


def _only_commented(view: View) -> Iterator[Gap]:
    """Yield items and headings whose line has a comment where the answer should be, and nothing but a number
    or a label before it.
    """
    if not any("<!--" in line for line in view.lines):
        return
    for index, piece in enumerate(view.pieces):
        lines = view.source(piece.pos) if piece.kind in ("item", "heading", "cell", "para") else ()
        if lines and "<!--" in lines[0] and _LABEL_ALONE.fullmatch(piece.text):
            match = _COMMENT.search(lines[0])
            if match and piece.pos:
                pos = replace(
                    piece.pos, column=match.start() + 1, end_column=match.end(), end_line=piece.pos.line
                )
                yield Gap("SX112", f"place for {match[1]!r}", pos, piece.section, index)


def _is_to_sign(table: d.Table) -> bool:
    """Say whether a table has room for signatures, which are not missing."""
    return any("sign" in name.lower() for name in columns(table))


def _rows(view: View, form: Form) -> Iterator[Gap]:
    for index, table in view.tables:
        for row in table.body:
            if answers(row) in form.rows:
                yield Gap("SX106", " | ".join(row_texts(row)), row.pos, index)
