"""Where the block parser is: the state of a text being parsed, nested texts included.

mistune cuts the text of a list item or quotation out of its parent and parses it anew. It does so line by
line, and only ever removes from the start of a line. So a nested text is placed by the number of its first
line alone: its lines follow each other in the source too, and what stands `k` characters before the end of
a line there stands `k` characters before the end of the line here.
"""

from __future__ import annotations

from typing import Any

from mistune.core import BlockState

Token = dict[str, Any]


class State(BlockState):
    """A text being parsed. The current block begins at the offset `start`, on `line` of the source."""

    start = 0
    line = 1
    _item: tuple[int, int] | None = None
    item_lines: list[int]
    division_ends: dict[int, int] | None = None

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


def _last_text(src: str, start: int, end: int) -> int:
    """Return the offset of the last character before `end` that is no space."""
    while (end > start + 1 and src[end - 1 : end].isspace()) or end > len(src):
        end -= 1
    return end - 1
