"""SX6: how the source is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.specification.check.rules.base import Case, Edit, Family, Finding
from specexport.specification.check.tablesource import aligned

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

FAMILY = Family()
rule = FAMILY.rule

_LONGEST = 100
_SAYS_NOTHING = frozenset({"", "image", "img", "alt", "alt text", "alt-text", "picture", "figure", "drawing"})
_ITEM = regex(r"[\s>]*(\d{1,9})[.)](?:\s|$)")
_HASHES = regex(r" {0,3}(#{1,6})(?=\s|$)")


@rule(
    "SX601",
    "no-alternative-text",
    summary="A picture has no alternative text.",
    why="Who cannot see it, and whoever searches, has nothing; PDF/UA demands it.",
    bad="""
        # Visit Counter

        ## Architecture

        ![](https://example.com/parts.svg)
        """,
    good="""
        # Visit Counter

        ## Architecture

        ![The counter between the page and Redis](https://example.com/parts.svg)
        """,
)
def alternative(case: Case) -> Iterator[Finding]:
    """Find pictures whose text is empty or says only that they are pictures."""
    for node in case.view.nodes:
        if type(node) is d.Image and walk.plain(node.content).lower() in _SAYS_NOTHING:
            name = node.url.rpartition("/")[2][:60]
            yield Finding(
                node.pos, f"picture {name} has no alternative text", "say what it shows in the brackets"
            )


@rule(
    "SX602",
    "skipped-level",
    summary="A heading is more than one level below the one above it.",
    why="Tables of contents and screen readers show a level that is not there.",
    fixable=True,
    bad="""
        # Visit Counter

        ## Architecture

        #### Parts

        Two.
        """,
    good="""
        # Visit Counter

        ## Architecture

        ### Parts

        Two.
        """,
)
def skipped_level(case: Case) -> Iterator[Finding]:
    """Find headings whose level jumps."""
    before = 0
    for header in case.view.headers:
        if before and header.level > before + 1:
            title = walk.plain(header.content)
            message = f"heading {title!r} is of level {header.level} below one of level {before}"
            yield Finding(
                header.pos, message, f"make it level {before + 1}", _releveled(case, header, before + 1)
            )
        before = header.level


def _releveled(case: Case, header: d.Header, level: int) -> tuple[Edit, ...]:
    lines = case.view.source(header.pos)
    match = _HASHES.match(lines[0]) if lines else None
    if not header.pos or not match or len(match[1]) != header.level:
        return ()
    line = header.pos.line
    return (Edit(line, match.start(1) + 1, line, match.end(1) + 1, "#" * level),)


@rule(
    "SX603",
    "long-table",
    summary="A table has more than a hundred rows.",
    why="Nobody reads it in a document; as data beside it, it can be searched and sorted.",
    severity="info",
    bad="""
        # Visit Counter

        ## Pages

        | Page | Visits |
        |------|-------:|
        """.rstrip()
    + "\n        | index | 12 |" * 101
    + "\n",
    good="""
        # Visit Counter

        ## Pages

        | Page | Visits |
        |------|-------:|
        | index | 12 |
        """,
)
def long_table(case: Case) -> Iterator[Finding]:
    """Count the rows of tables."""
    for _, table in case.view.tables:
        if len(table.body) > _LONGEST:
            message = f"the table has {len(table.body)} rows, more than {_LONGEST}"
            yield Finding(table.pos, message, "keep it as data beside the document, or split it")


@rule(
    "SX604",
    "list-numbers",
    summary="The numbers of a list are not those that are printed.",
    why="Readers of the source and of the document speak of different steps.",
    severity="info",
    fixable=True,
    bad="""
        # Visit Counter

        ## Steps

        1. Stop
        2. Copy
        2. Start
        """,
    good="""
        # Visit Counter

        ## Steps

        1. Stop
        2. Copy
        3. Start
        """,
)
def list_numbers(case: Case) -> Iterator[Finding]:
    """Find lists that are not numbered one by one, nor all with one number, which is a way of writing too."""
    for node in case.view.nodes:
        if type(node) is not d.OrderedList:
            continue
        typed = [_number(case, item) for item in node.items]
        numbers = [int(match[1]) for _, match in filter(None, typed)]
        if len(numbers) != len(typed) or len(set(numbers)) == 1:
            continue
        if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            again = sum(number == numbers[0] for number in numbers) > 1
            edits = () if again else tuple(_renumber(filter(None, typed), numbers[0]))
            hint = "to begin anew, put text between the lists" if again else "number it one by one"
            said = ", ".join(map(str, numbers[:8]))
            yield Finding(node.pos, f"the list is numbered {said}", hint, edits)


def _number(case: Case, item: d.ListItem) -> tuple[int, re.Match[str]] | None:
    lines = case.view.source(item.pos)
    match = _ITEM.match(lines[0]) if lines else None
    return (item.pos.line, match) if item.pos and match else None


def _renumber(places: Iterable[tuple[int, re.Match[str]]], first: int) -> Iterator[Edit]:
    for number, (line, match) in enumerate(places, first):
        yield Edit(line, match.start(1) + 1, line, match.end(1) + 1, str(number))


@rule(
    "SX605",
    "ragged-table",
    summary="The columns of a table do not line up in the source.",
    why="A table that lines up is easier to read and to change before it is exported.",
    severity="info",
    default=False,
    fixable=True,
    bad="""
        # Visit Counter

        ## Pages

        | Page | Visits |
        |---|--:|
        | index | 12 |
        """,
    good="""
        # Visit Counter

        ## Pages

        | Page  | Visits |
        |-------|-------:|
        | index |     12 |
        """,
)
def ragged_table(case: Case) -> Iterator[Finding]:
    """Find tables whose bars do not stand one below the other."""
    for _, table in case.view.tables:
        own = case.view.source(table.pos)
        fresh = aligned(own)
        if table.pos and fresh and fresh != own:
            edit = Edit(table.pos.line, 1, table.pos.end_line, len(own[-1]) + 1, "\n".join(fresh))
            yield Finding(table.pos, "the columns do not line up in the source", "--fix does it", (edit,))
