"""Blocks: mistune's block parser, taught GitHub's tables, footnotes, and where everything stands.

mistune cuts the text of a list item or quotation out of its parent and parses it anew. It does so line by
line, and only ever removes from the start of a line. So a nested text is placed by the number of its first
line alone: its lines follow each other in the source too, and what stands `k` characters before the end of
a line there stands `k` characters before the end of the line here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mistune.block_parser import BlockParser
from mistune.core import BlockState
from mistune.util import unikey

if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Match

Token = dict[str, Any]

FOOTNOTE_LABEL = r"\^(?P<footnote_key>[^\s\[\]\\]{1,200})"
_FOOTNOTE = r"^ {0,3}\[" + FOOTNOTE_LABEL + r"\]:[ \t]*"
_DASHES = r":?-+:?[ \t]*"
_TABLE = (
    r"^ {0,3}(?=\S)[^\n]*\n"
    r" {0,3}(?=[|:-])(?:\|[ \t]*)?" + _DASHES + r"(?:\|[ \t]*" + _DASHES + r")*(?:\|[ \t]*)?$"
)
_BLANK = re.compile(r"(?:[ \t\v\f]*\n)+")
_MATH = r"^ {0,3}\$\$(?P<formula>(?:(?!\n[ \t]*\n)[^$]|\$(?!\$))+)\$\$[ \t]*$"
_CELL = re.compile(r"(?:[^|\\]+|\\.?)*")
_INTERRUPTING = [
    "thematic_break",
    "fenced_code",
    "atx_heading",
    "block_quote",
    "list",
    "block_html",
    "footnote",
]
_ALIGN = {(True, True): "center", (True, False): "left", (False, True): "right", (False, False): "default"}
_CONTINUATION = re.compile(r" {4}| {0,3}\t")


class State(BlockState):
    """A text being parsed. The current block begins at the offset `start`, on `line` of the source."""

    start = 0
    line = 1
    _item: tuple[int, int] | None = None
    item_lines: list[int]

    def begin(self, source: str, skipped: int = 0) -> None:
        """Begin with a source, leaving out its first `skipped` lines."""
        self.process(source.split("\n", skipped)[skipped] if skipped else source)
        self.line = skipped + 1

    def next_block(self) -> None:
        """Begin a block at the cursor."""
        self.line = self.line_at(self.cursor)
        self.start, self._item, self.item_lines = self.cursor, None, []

    def enter(self, offset: int) -> tuple[int, int, tuple[int, int] | None, list[int]] | None:
        """Begin the block at `offset`; return what `leave` needs if it breaks off one being read."""
        if offset == self.start:
            return None
        outer = self.line, self.start, self._item, self.item_lines
        self.line = self.line_at(offset)
        self.start, self._item, self.item_lines = offset, None, []
        return outer

    def leave(self, outer: tuple[int, int, tuple[int, int] | None, list[int]]) -> None:
        """Go back to the block that was being read."""
        self.line, self.start, self._item, self.item_lines = outer

    def child_state(self, src: str, lazy_line_starts: set[int] | None = None) -> State:
        """Return the state for a nested text, which begins where the current block or item does."""
        child = super().child_state(src, lazy_line_starts)
        assert isinstance(child, State)
        offset, line = self._item or (self.start, self.line)
        child.line = line if self._item is None else line - 1
        self.item_lines.append(child.line)
        # A list's parser has by now read the marker of the item after this one, if there is one.
        self._item = self.cursor, line + self.src.count("\n", offset, self.cursor)
        return child

    def line_at(self, offset: int) -> int:
        """Return the line of the source that `offset`, in or after the current block, stands in."""
        return self.line + self.src.count("\n", self.start, offset)

    def place(self, before: int, start: int, end: int) -> None:
        """Say of the tokens from index `before` on where they stand, unless they say so themselves.

        `start` and `end` are offsets; a token ends before the next one begins.
        """
        line, last = self.line_at(start), self.line_at(_last_text(self.src, start, end))
        for token in reversed(self.tokens[before:]):
            if "line" not in token:
                token["line"], token["end_line"] = line, last
            last = token["line"] - 1


class Blocks(BlockParser):
    """CommonMark's blocks (sections 4, 5), GFM's tables (4.10), footnotes; tokens have their lines."""

    state_cls = State

    def __init__(self) -> None:
        super().__init__()
        self.register("math", _MATH, _math, before="setex_heading")
        self.register("footnote", _FOOTNOTE, _footnote, before="ref_link")
        self.register("table", _TABLE, _table, before="blank_line")
        self.block_quote_rules = self.list_rules = self.rules
        self.note_rules = [rule for rule in self.rules if rule != "footnote"]

    def parse(self, state: BlockState, rules: list[str] | None = None) -> None:
        """Read all of `state`, line by line: a line at which no rule matches belongs to a paragraph."""
        assert isinstance(state, State)
        match = self.compile_sc(rules or self.rules).match
        while state.cursor < state.cursor_max:
            state.next_block()
            state.cursor = self._block(state, match) or self._paragraph_line(state)

    def parse_list(self, m: Match[str], state: BlockState) -> int:
        """Read a list; its items get the lines at which their markers stand."""
        assert isinstance(state, State)
        state.item_lines = []
        before = len(state.tokens)
        end = super().parse_list(m, state)
        made = next((token for token in state.tokens[before:] if token["type"] == "list"), None)
        for item, line in zip(made["children"] if made else (), state.item_lines, strict=False):
            item["line"] = line
        return end

    def parse_method(self, m: Match[str], state: BlockState) -> int | None:
        """Read the block that begins at the match `m`; None when it turns out not to be one."""
        assert isinstance(state, State)
        outer = state.enter(m.start())
        before = len(state.tokens)
        end = super().parse_method(m, state)
        if end:
            state.place(before, m.start(), end)
        if outer:
            state.leave(outer)
        return end

    def interrupts(self, state: State, offset: int) -> bool:
        """Say whether a block that may interrupt a table or a lazy paragraph begins at `offset`."""
        return self.compile_sc(_INTERRUPTING).match(state.src, offset) is not None

    def _block(self, state: State, match: Callable[[str, int], Match[str] | None]) -> int | None:
        before = len(state.tokens)
        if blank := _BLANK.match(state.src, state.start):
            state.append_token({"type": "blank_line"})
            return blank.end()
        if end := self._parse_indent_code_fast(state):
            state.place(before, state.start, end)
            return end
        found = match(state.src, state.start)
        end = self.parse_method(found, state) if found else None
        if found and not end:
            # What looks like HTML or a definition and is none may still be the head of a table.
            state.cursor = state.start
            table = self.compile_sc(["table"]).match(state.src, state.start)
            end = self.parse_method(table, state) if table else None
        return end

    def _paragraph_line(self, state: State) -> int:
        before = len(state.tokens)
        end = state.find_line_end()
        state.add_paragraph(state.get_text(end))
        state.place(before, state.start, end)
        return end


def _last_text(src: str, start: int, end: int) -> int:
    """Return the offset of the last character before `end` that is no space."""
    while (end > start + 1 and src[end - 1 : end].isspace()) or end > len(src):
        end -= 1
    return end - 1


def _math(_: Blocks, m: Match[str], state: BlockState) -> int:
    state.append_token({"type": "math", "raw": m["formula"].strip()})
    return min(m.end() + 1, state.cursor_max)


def _footnote(block: Blocks, m: Match[str], state: BlockState) -> int:
    """Read a footnote into `env["footnotes"]`: its text goes on where it is indented, or lazily."""
    assert isinstance(state, State)
    end = state.find_line_end_at(m.end())
    lines = [state.src[m.end() : end]]
    while end < state.cursor_max:
        line = state.get_line(end)
        if not line.strip():
            lines.append("\n")
        elif _CONTINUATION.match(line):
            lines.append(_CONTINUATION.sub("", line, count=1))
        elif lines[-1].strip() and not block.interrupts(state, end):
            lines.append(line)
        else:
            break
        end += len(line)
    child = state.child_state("".join(lines))
    block.parse(child, block.note_rules)
    notes = state.env.setdefault("footnotes", {})
    notes.setdefault(unikey(m["footnote_key"]), {"children": child.tokens, "line": state.line})
    return end


def _table(block: Blocks, m: Match[str], state: BlockState) -> int | None:
    assert isinstance(state, State)
    head, rule = m.group().split("\n")
    aligns = [_ALIGN[text[0] == ":", text[-1] == ":"] for _, text in _cells(rule)]
    cells = _cells(head)
    if len(cells) != len(aligns) or "|" not in m.group():
        return None
    rows, end = [], m.end() + 1
    while end < state.cursor_max:
        line = state.get_line(end)
        if not line.strip() or block.interrupts(state, end):
            break
        rows.append(_cells(line))
        end += len(line)
    state.append_token({"type": "table", "aligns": aligns, "head": cells, "rows": rows})
    return min(end, state.cursor_max)


def _cells(line: str) -> list[tuple[int, str]]:
    """Return the cells of a table's line: each one as it is written, and its distance from the line's end."""
    line = line.rstrip()
    found, pos = [], len(line) - len(line.lstrip())
    pos += line.startswith("|", pos)
    while pos < len(line):
        end = _CELL.match(line, pos).end()  # type: ignore[union-attr]  # it matches everywhere
        text = line[pos:end].lstrip()
        found.append((len(line) - end + len(text), text.rstrip()))
        pos = end + 1
    return found
