"""The tokens of mistune, with their lines. No other module knows mistune.

mistune cuts the text of a list item or quotation out of its parent and parses it anew. It does so line by
line, and only ever removes from the start of a line. So a nested text is placed by the number of its first
line alone: its lines follow each other in the source too, and what stands `k` characters before the end of
a line there stands `k` characters before the end of the line here.

Sections are those of CommonMark 0.31.2. tests/readers/test_engine.py has a test for each thing that is taken
for granted here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mistune.block_parser import BlockParser
from mistune.core import BlockState, InlineState
from mistune.helpers import BLOCK_TAGS, PRE_TAGS, parse_link, parse_link_label, unescape_char
from mistune.inline_parser import InlineParser
from mistune.util import escape_url, unikey

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from re import Match
    from typing import TypeAlias

__all__ = ["InlineRules", "InlineState", "Parser", "State", "Token", "escape_url", "parse_link"]
__all__ += ["parse_link_label", "unescape_char", "unikey"]

Token = dict[str, Any]

if TYPE_CHECKING:
    # A rule: its name, its pattern, its function, and the rule of CommonMark that it goes before.
    Rule: TypeAlias = tuple[str, str, Callable[[Any, Match[str], Any], int | None], str]

_BLANK = regex(r"(?:[ \t\v\f]*\n)+")
_INDENTED = regex(r"(?: {4}| {0,3}\t)[^\n]")
_INDENT = regex(r"^(?: {0,3}\t| {1,4})", re.MULTILINE)
_HTML = ("block_html", "raw_html")


class State(BlockState):
    """A text being parsed. The current block begins at the offset `start`, on `line` of the source."""

    start = 0
    line = 1
    _item: tuple[int, int] | None = None
    item_lines: list[int]
    division_ends: dict[int, int] | None = None
    closing_rules: list[int] | None = None

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


class Parser(BlockParser):
    """Reads CommonMark's blocks (sections 4 and 5) and those of further rules; every token has its lines."""

    state_cls = State
    indented_rules: tuple[str, ...] = ()
    """The rules for blocks that may be indented as far as code is."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        super().__init__()
        for name, pattern, read, before in rules:
            self.register(name, pattern, read, before=before)
        self.block_quote_rules = self.list_rules = self.rules

    def parse(self, state: BlockState, rules: list[str] | None = None) -> None:
        """Read all of `state`, line by line: a line at which no rule matches belongs to a paragraph."""
        assert isinstance(state, State)
        match = self.compile_sc(rules or self.rules).match
        while state.cursor < state.cursor_max:
            state.next_block()
            state.cursor = self._block(state, match) or _paragraph_line(state)

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

    def finds(self, rules: Sequence[str], state: State, offset: int) -> bool:
        """Say whether one of `rules` may begin a block at `offset`."""
        return self.compile_sc(list(rules)).match(state.src, offset) is not None

    def _block(self, state: State, match: Callable[[str, int], Match[str] | None]) -> int | None:
        before = len(state.tokens)
        if blank := _BLANK.match(state.src, state.start):
            state.append_token({"type": "blank_line"})
            return blank.end()
        if _INDENTED.match(state.src, state.start):
            end = self._indented(state) or _indented_code(state)
            state.place(before, state.start, end)
            return end
        found = match(state.src, state.start)
        read = self.parse_method(found, state) if found else None
        if found and not read:
            state.cursor = state.start
            read = self._otherwise(state)
        return read

    def _otherwise(self, state: State) -> int | None:
        """Read what only looked like another block.

        Dashes that belong to no table are a rule, or underline a heading; what looks like HTML or a
        definition and is none may still be the head of a table.
        """
        for rules in (["setex_heading", "thematic_break"], ["table"]):
            if (found := self.compile_sc(rules).match(state.src, state.start)) and (
                end := self.parse_method(found, state)
            ):
                return end
        return None

    def _indented(self, state: State) -> int | None:
        """Read what only looks like code, being indented, by the first of `indented_rules` that can."""
        for name in self.indented_rules:
            if (found := self.compile_sc([name]).match(state.src, state.start)) and (
                end := self.parse_method(found, state)
            ):
                return end
        return None


class InlineRules(InlineParser):
    """Reads what begins with a backtick or an angle bracket (sections 6.1, 6.5 and 6.6)."""

    def __init__(self) -> None:
        super().__init__()
        self._code = self.compile_sc(["codespan"])
        self._angle = self.compile_sc(["auto_link", "auto_email", "inline_html"])

    def token(self, state: InlineState, offset: int) -> tuple[Token, int] | None:
        """Return the token that begins at `offset`, and where it ends, if one does."""
        pattern = self._code if state.src[offset] == "`" else self._angle
        match = pattern.match(state.src, offset)
        end = self.parse_method(match, state) if match else None
        return (state.tokens.pop(), end) if end else None


def _paragraph_line(state: State) -> int:
    before = len(state.tokens)
    end = state.find_line_end()
    state.add_paragraph(state.get_text(end))
    state.place(before, state.start, end)
    return end


def _indented_code(state: State) -> int:
    """Read indented code (section 4.4), or the line of a paragraph, which such code does not interrupt."""
    end = state.append_paragraph()
    if end:
        return end
    end = state.find_line_end()
    while end < state.cursor_max and (_INDENTED.match(state.src, end) or not state.get_line(end).strip()):
        end = state.find_line_end_at(end)
    code = _INDENT.sub("", state.get_text(end)).strip("\n")
    state.append_token({"type": "block_code", "raw": code, "style": "indent"})
    return end


def _continues(m: Match[str], state: State) -> bool:
    """Return whether what cannot interrupt a paragraph (sections 4.6 and 5.2) follows one in a quotation.

    mistune would put it into the paragraph before the quotation instead, and the quotation behind it.
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


def _last_text(src: str, start: int, end: int) -> int:
    """Return the offset of the last character before `end` that is no space."""
    while (end > start + 1 and src[end - 1 : end].isspace()) or end > len(src):
        end -= 1
    return end - 1
