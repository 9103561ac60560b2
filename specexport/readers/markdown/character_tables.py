"""Tables drawn in characters, as pandoc reads them: with a grid, or with rules of dashes above columns.

https://pandoc.org/MANUAL.html#tables: `grid_tables`, `simple_tables` and `multiline_tables`. No other
reading of them makes sense, so they are read in every dialect. What they have in common stands here: how a
cell is cut out of its lines, and what is built of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import combining, east_asian_width

from msgspec import Struct

from specexport.model import document as d

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from specexport.readers.markdown.build import Builder
    from specexport.readers.markdown.engine import Parser, State, Token

TOKEN = "character_table"
_ALIGNMENTS: Mapping[tuple[bool, bool], d.Alignment] = {
    (True, True): "center",
    (True, False): "left",
    (False, True): "right",
    (False, False): "default",
}


class Box(Struct, frozen=True):
    """A cell: the lines from `top` and the columns from `left`, up to `bottom` and `right`, without these."""

    top: int
    left: int
    bottom: int
    right: int


def alignment(left: bool, right: bool) -> d.Alignment:
    """Return what colons at the two ends of a rule say."""
    return _ALIGNMENTS[left, right]


class Drawing:
    """The lines of a table, by columns: wide characters take two, combining ones none."""

    def __init__(self, lines: Iterable[str]) -> None:
        written = [line.rstrip() for line in lines]
        self.rows = [_columns(line) for line in written]
        self._lengths = [len(line) for line in written]
        self._ascii = [line.isascii() for line in written]
        self.width = max(map(len, self.rows), default=0)

    def text(self, row: int, left: int, right: int) -> str:
        """Return what stands in a row between two columns."""
        return "".join(self.rows[row][left:right]).rstrip()

    def behind(self, row: int, left: int, text: str) -> int:
        """Return how many characters stand in a row behind `text`, which begins in the column `left`."""
        before = left if self._ascii[row] else sum(map(len, self.rows[row][:left]))
        return self._lengths[row] - before - len(text)


def _columns(line: str) -> list[str]:
    if line.isascii():
        return list(line)
    out: list[str] = []
    for char in line:
        if combining(char) and out:
            out[-1] += char
        else:
            out += [char, ""] if east_asian_width(char) in "WF" else [char]
    return out


def may_begin(block: Parser, state: State) -> bool:
    """Say whether a table may begin at the cursor: below a line of a paragraph it does not."""
    before = state.last_token()
    return not (before and before["type"] == "paragraph") and state.depth() < block.max_nested_level


def cell(block: Parser, state: State, drawing: Drawing, box: Box, align: d.Alignment) -> Token:
    """Return the token of a cell, with the blocks in it.

    `cut` has, for each of its lines in the source, how many characters of the line stand behind the cell.
    """
    line, rows = state.line + box.top, range(box.top, box.bottom)
    texts = [drawing.text(row, box.left, box.right) for row in rows]
    cut = {
        state.line + row: drawing.behind(row, box.left, text) for row, text in zip(rows, texts, strict=True)
    }
    child = state.child_state("\n".join(_undented(texts, align)))
    child.line = line
    block.parse(child, block.rules)
    return {"children": child.tokens, "cut": cut, "line": line, "end_line": line + len(texts) - 1}


def _undented(texts: list[str], align: d.Alignment) -> list[str]:
    """Return lines without the space that only sets them off: one, or all where a column is aligned by it."""
    if align in ("right", "center"):
        return [text.lstrip() for text in texts]
    return [text.removeprefix(" ") for text in texts]


def build(builder: Builder, token: Token) -> Iterator[d.Block]:
    """Yield the table of a token."""
    parts: dict[str, Any] = {
        part: tuple(_row(builder, row) for row in token[part]) for part in ("head", "body", "foot")
    }
    pos = d.Pos(token["line"], token["end_line"])
    yield d.Table(columns=tuple(d.Column(align=align) for align in token["aligns"]), pos=pos, **parts)


def _row(builder: Builder, cells: Sequence[Token]) -> d.Row:
    made = tuple(_cell(builder, token) for token in cells)
    return d.Row(cells=made, pos=made[0].pos if made else None)


def _cell(builder: Builder, token: Token) -> d.Cell:
    pos = d.Pos(token["line"], token["end_line"])
    content = builder.blocks_in_columns(token["children"], token["cut"])
    rows, across = token.get("spans", (1, 1))
    return d.Cell(content=content, row_span=rows, col_span=across, pos=pos)
