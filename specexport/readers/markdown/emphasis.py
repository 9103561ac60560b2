"""Emphasis: runs of `*`, `_` and `~` become nodes.

This is CommonMark 0.31.2, "An algorithm for parsing nested emphasis and links", on a stack of openers
instead of a list of delimiters. Every step either finishes a run or takes an opener away, and where a
search for an opener has failed is remembered, so the time is linear in the number of runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from unicodedata import category

from specexport.model import document as d
from specexport.model.characters import FIRST_CJK, is_cjk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# How deep inlines may stand in each other; beyond it, delimiters are text. Renderers recurse over inlines.
MAX_DEPTH = 24

_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class DelimiterRun:
    """A run of one delimiter character: how many are left of it, and where those begin in the text."""

    __slots__ = ("at", "char", "closes", "length", "opens", "original")

    def __init__(self, char: str, at: int, length: int, opens: bool, closes: bool) -> None:
        self.char = char
        self.at = at
        self.length = self.original = length
        self.opens = opens
        self.closes = closes


Piece: TypeAlias = "d.Inline | DelimiterRun"
Place: TypeAlias = "Callable[[int, int], d.Pos]"


def run_at(src: str, start: int, end: int) -> DelimiterRun:
    """Return the delimiter run `src[start:end]`, with what it can do where it stands (section 6.2).

    Beside Chinese, Japanese and Korean it is that of the amendment "CJK-friendly", proposed in
    commonmark/commonmark-spec#650: no spaces stand there between words, so their punctuation is like
    letters, and their letters are like spaces.
    """
    char = src[start]
    before = src[start - 1] if start else "\n"
    if "\ufe00" <= before <= "\ufe0e" and start > 1:
        before = src[start - 2]  # what the variation selector varies
    after = src[end] if end < len(src) else "\n"
    space_before, space_after = before.isspace(), after.isspace()
    mark_before, mark_after = is_punctuation(before), is_punctuation(after)
    cjk_before = before >= FIRST_CJK and is_cjk(before)
    cjk_after = after >= FIRST_CJK and is_cjk(after)
    left = not space_after and (not mark_after or cjk_after or space_before or mark_before or cjk_before)
    right = not space_before and (not mark_before or cjk_before or space_after or mark_after or cjk_after)
    if char == "_":
        return DelimiterRun(
            char, start, end - start, left and (not right or mark_before), right and (not left or mark_after)
        )
    return DelimiterRun(char, start, end - start, left, right)


def is_punctuation(char: str) -> bool:
    """Say whether `char` is punctuation or a symbol (section 2.1)."""
    return char in _ASCII_PUNCTUATION if char < "\x80" else category(char)[0] in "PS"


class Resolver:
    """Makes nodes of the runs in one text. `place` gives the position of a stretch of it, from its offsets.

    `depths` says how many levels of nodes stand in a node of this text, where there are any.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.depths: dict[int, int] = {}

    def resolve(self, pieces: list[Piece]) -> tuple[d.Inline, ...]:
        """Return `pieces` with emphasis for matching runs and text for the others."""
        stack = _Stack(self)
        for piece in pieces:
            if not isinstance(piece, DelimiterRun):
                stack.add(piece)
                continue
            if piece.closes:
                stack.close(piece)
            if piece.length:
                stack.push(piece)
        return self.merged(stack.out)

    def depth(self, content: Iterable[Piece]) -> int:
        """Return how many levels of nodes stand in `content`."""
        return max((self.depths.get(id(piece), 0) for piece in content), default=0)

    def merged(self, pieces: list[Piece]) -> tuple[d.Inline, ...]:
        """Return `pieces` with leftover runs as text, and one `Str` for each stretch of text."""
        out: list[d.Inline] = []
        words: list[d.Str] = []
        for piece in pieces:
            if type(piece) is DelimiterRun:
                end = piece.at + piece.length
                words.append(d.Str(text=piece.char * piece.length, pos=self.place(piece.at, end)))
            elif type(piece) is d.Str:
                words.append(piece)
            else:
                if words:
                    out.append(_joined(words))
                    words = []
                out.append(piece)  # type: ignore[arg-type]  # the type checker does not narrow on type()
        if words:
            out.append(_joined(words))
        return tuple(out)


class _Opener:
    """A run that may open: where it stands in the output, and how deep nodes go behind it."""

    __slots__ = ("index", "inside", "run")

    def __init__(self, run: DelimiterRun, index: int) -> None:
        self.run = run
        self.index = index
        self.inside = 0


class _Stack:
    def __init__(self, resolver: Resolver) -> None:
        self.out: list[Piece] = []
        self._resolver = resolver
        self._openers: list[_Opener] = []
        # Below these heights no opener matches a closer of that sort.
        self._bottoms: dict[tuple[str, int, bool], int] = {}

    def add(self, piece: d.Inline) -> None:
        self.out.append(piece)
        self._deepen(self._resolver.depths.get(id(piece), 0))

    def push(self, run: DelimiterRun) -> None:
        if run.opens:
            self._openers.append(_Opener(run, len(self.out)))
        self.out.append(run)

    def close(self, run: DelimiterRun) -> None:
        sort = (run.char, run.original if run.char == "~" else run.original % 3, run.opens)
        while run.length:
            height = self._find(run, self._bottoms.get(sort, 0))
            if height is None:
                self._bottoms[sort] = len(self._openers)
                return
            self._match(height, run)

    def _find(self, closer: DelimiterRun, bottom: int) -> int | None:
        for height in range(len(self._openers) - 1, bottom - 1, -1):
            if _matches(self._openers[height].run, closer):
                return height
        return None

    def _match(self, height: int, closer: DelimiterRun) -> None:
        opener = self._openers[height]
        inside = max(above.inside for above in self._openers[height:])
        if inside >= MAX_DEPTH:
            self._forget(height)
            self._deepen(inside)
            return
        used = closer.length if closer.char == "~" else min(2, opener.run.length, closer.length)
        opener.run.length -= used
        closer.at += used
        closer.length -= used
        content = self._resolver.merged(self.out[opener.index + 1 :])
        pos = self._resolver.place(opener.run.at + opener.run.length, closer.at)
        node = _node(closer.char, used, content, pos)
        self._resolver.depths[id(node)] = inside + 1
        kept = bool(opener.run.length)
        del self.out[opener.index + kept :]
        self._forget(height + kept)
        self.add(node)

    def _forget(self, height: int) -> None:
        del self._openers[height:]
        for sort, bottom in self._bottoms.items():
            if bottom > height:
                self._bottoms[sort] = height

    def _deepen(self, depth: int) -> None:
        if depth and self._openers:
            self._openers[-1].inside = max(self._openers[-1].inside, depth)


def _matches(opener: DelimiterRun, closer: DelimiterRun) -> bool:
    if opener.char != closer.char:
        return False
    if closer.char == "~":
        return opener.original == closer.original
    if (opener.closes or closer.opens) and (opener.original + closer.original) % 3 == 0:
        return opener.original % 3 == 0 and closer.original % 3 == 0
    return True


def _node(char: str, used: int, content: tuple[d.Inline, ...], pos: d.Pos) -> d.Inline:
    if char == "~":
        return d.Strikeout(content=content, pos=pos)
    return d.Strong(content=content, pos=pos) if used == 2 else d.Emph(content=content, pos=pos)


def _joined(words: list[d.Str]) -> d.Str:
    first, last = words[0], words[-1]
    if first is last:
        return first
    assert first.pos
    assert last.pos
    pos = d.Pos(first.pos.line, last.pos.end_line, first.pos.column, last.pos.end_column)
    return d.Str(text="".join([word.text for word in words]), pos=pos)
