"""Blocks: mistune's block parser, taught more kinds of blocks, and where everything stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mistune.block_parser import BlockParser
from mistune.helpers import BLOCK_TAGS, PRE_TAGS

from specexport.readers.markdown.extensions import RULES
from specexport.readers.markdown.state import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Match

    from mistune.core import BlockState

_BLANK = re.compile(r"(?:[ \t\v\f]*\n)+")
_HTML = ("block_html", "raw_html")
_INTERRUPTING = [
    *("thematic_break", "fenced_code", "atx_heading", "block_quote", "list", "block_html"),
    *("footnote", "definition"),
]


class Blocks(BlockParser):
    """CommonMark's blocks (sections 4 and 5) and the extensions; every token has its lines."""

    state_cls = State

    def __init__(self) -> None:
        super().__init__()
        for name, pattern, read, before in RULES:
            self.register(name, pattern, read, before=before)
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
        if outer and _continues(m, state):
            state.leave(outer)
            return None
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


def _continues(m: Match[str], state: BlockState) -> bool:
    """Return whether what cannot interrupt a paragraph (sections 4.6 and 5.2) follows one in a quotation.

    The library would put it into the paragraph before the quotation instead, and the quotation behind it.
    """
    last = state.last_token()
    if last is None or last["type"] != "paragraph":
        return False
    if m.lastgroup == "list":
        return not m["list_3"].strip() or m["list_2"][:-1] not in ("", "1")
    return m.lastgroup in _HTML and _is_any_tag(m[m.lastgroup].strip().lower())


def _is_any_tag(opening: str) -> bool:
    """Return whether HTML that begins so is a block of the seventh kind: a tag that is no block's."""
    if opening.startswith(("<!", "<?")):
        return False
    name = opening.lstrip("</")
    return name not in BLOCK_TAGS and (opening.startswith("</") or name not in PRE_TAGS)
