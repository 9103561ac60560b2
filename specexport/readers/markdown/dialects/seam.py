"""What a dialect may add to the reader of Markdown: blocks, inlines, names of callouts, a last look.

A construct belongs here if it changes what plain Markdown says. What no author can have meant otherwise, such
as a container with a title, is read in every dialect, by the reader itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from specexport.model import document as d
    from specexport.readers.markdown.build import Builder
    from specexport.readers.markdown.emphasis import Piece
    from specexport.readers.markdown.engine import Rule, Token
    from specexport.readers.markdown.includes import SourcePart
    from specexport.readers.markdown.inlines import Inlines
    from specexport.readers.markdown.places import Place

Blocks: TypeAlias = "tuple[d.Block, ...]"
Make: TypeAlias = "Callable[[re.Match[str], Spot], Sequence[Piece] | None]"
Rules: TypeAlias = "tuple[Rule, ...]"
Builders: TypeAlias = "Mapping[str, Callable[[Builder, Token], Iterator[d.Block]]]"
Names: TypeAlias = "Mapping[str, str]"
Steps: TypeAlias = "tuple[Callable[[Blocks, SourcePart], Blocks], ...]"


class InlineRule(Struct, frozen=True):
    """A construct within text: the character that it begins with, its pattern, and what is made of it.

    `make` returns the pieces that stand for what was matched, or None where it is not meant.
    """

    begins: str
    pattern: re.Pattern[str]
    make: Make


class Dialect(Struct, frozen=True, eq=False):
    """What a dialect adds to Markdown.

    `blocks` are rules of the block parser, and `build` makes nodes of their tokens, by the tokens' types.
    `inlines` are rules for text. `callouts` are kinds of admonitions by what the dialect calls them; with
    `any_callout`, a name that is none of them is that of a note. `finish` is what is done with all blocks of
    a text, in order. `settings` are fields of front matter that say nothing about the document, by their
    `information.key`. A line of code that is but `include_in_code` names a file that stands in its place.
    """

    blocks: Rules = ()
    build: Builders = {}
    inlines: tuple[InlineRule, ...] = ()
    callouts: Names = {}
    any_callout: bool = False
    finish: Steps = ()
    settings: frozenset[str] = frozenset()
    include_in_code: re.Pattern[str] | None = None


NO_DIALECT = Dialect()


class Spot:
    """Where a rule for text has matched: from here it asks for positions, text within, and the source."""

    __slots__ = ("inlines", "part", "place")

    def __init__(self, place: Place, inlines: Inlines, part: SourcePart) -> None:
        self.place = place
        self.inlines = inlines
        self.part = part

    def pos(self, match: re.Match[str], group: int | str = 0) -> d.Pos:
        """Return the position of a group of `match`."""
        return self.place(*match.span(group))

    def read(self, match: re.Match[str], group: int | str) -> tuple[d.Inline, ...]:
        """Return the inlines that a group of `match` consists of."""
        return self.inlines(match[group] or "", self.place.within(max(match.start(group), 0)))


class Grammar:
    """The rules for text of a dialect, ready for a search through a text.

    `special` finds where a rule of Markdown's or one of these may begin.
    """

    def __init__(self, rules: Iterable[InlineRule], special: re.Pattern[str]) -> None:
        self.rules: dict[str, list[InlineRule]] = {}
        for rule in rules:
            self.rules.setdefault(rule.begins, []).append(rule)
        starts = "".join(map(re.escape, self.rules))
        self.special = re.compile(f"{special.pattern}|[{starts}]") if starts else special

    def made(self, src: str, at: int, spot: Spot) -> tuple[Sequence[Any], int] | None:
        """Return the pieces for what begins at `at`, and the offset behind it, if a rule knows it."""
        for rule in self.rules[src[at]]:
            if (match := rule.pattern.match(src, at)) and (pieces := rule.make(match, spot)) is not None:
                return pieces, match.end()
        return None
