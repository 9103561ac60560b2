"""Two versions of a document as one: all accepted is the new one, all rejected the old one."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
import strategies
from edits import edited
from hypothesis import given, settings
from hypothesis import strategies as st
from saying import said

import specexport
from specexport.compare import accepted, compare, rejected, shown
from specexport.compare.align import Pair, blocks
from specexport.compare.keys import Keys
from specexport.compare.sequences import Weighed, heaviest, matches
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import DELETED, INSERTED

FEATURES = Path(__file__).parents[1] / "features"
TEXTS = [
    (FEATURES / f"{name}.md").read_text(encoding="utf-8")
    for name in ("tables", "footnotes", "definitions", "lists", "code", "text", "headings", "equations")
]


def read(text: str) -> d.Document:
    return specexport.read(text.encode())


def compared(old: str, new: str) -> d.Document:
    """Return the comparison of two texts, which has both in it."""
    before, after = read(old), read(new)
    made = compare(before, after)
    holds(before, after, made)
    return made


def holds(old: d.Document, new: d.Document, made: d.Document) -> None:
    assert said(accepted(made)) == said(new)
    assert said(rejected(made)) == said(old)


def changes(document: d.Document) -> list[tuple[str, str]]:
    """Return what was inserted and deleted, in order."""
    return [
        (node.attr.classes[0], walk.plain((node,)))
        for node in walk.find(document.blocks, d.Span, d.Div)
        if node.attr.classes[:1] in ((INSERTED,), (DELETED,))
    ]


@settings(max_examples=20)
@given(strategies.documents(), strategies.documents())
def test_both_versions_are_in_it(old: d.Document, new: d.Document) -> None:
    holds(old, new, compare(old, new))


@settings(max_examples=25)
@given(st.sampled_from(TEXTS), st.integers(0, 10**6), st.integers(1, 12))
def test_both_versions_are_in_it_after_edits(text: str, seed: int, count: int) -> None:
    old, new = read(text), read(edited(text, Random(seed), count))
    holds(old, new, compare(old, new))


@settings(max_examples=10)
@given(strategies.documents())
def test_what_is_the_same_has_no_changes(document: d.Document) -> None:
    assert compare(document, document).blocks == accepted(document).blocks  # its texts are joined


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("One two three.", "One 2 three.", [(DELETED, "two"), (INSERTED, "2")]),
        ("See [a](x.md) there.", "See [a](y.md) there.", [(DELETED, "a"), (INSERTED, "a")]),
        ("It *must* hold always.", "It must hold always.", [(DELETED, "must"), (INSERTED, "must")]),
        ("One line\nhere.", "One\nline here.", []),
        ("It costs $x^2$ now.", "It costs $x^3$ now.", [(DELETED, "x^2"), (INSERTED, "x^3")]),
        ("This was so.", "Others stand.", [(DELETED, "This was so."), (INSERTED, "Others stand.")]),
        ("- a b c\n- d e f", "- a b c\n- x y z\n- d e f", [(INSERTED, "x y z")]),
        ("他来自北京。", "他来自上海。", [(DELETED, "北京"), (INSERTED, "上海")]),
    ],
)  # fmt: skip
def test_what_changed(old: str, new: str, found: list[tuple[str, str]]) -> None:
    assert changes(compared(old, new)) == found


def test_a_row_and_a_column() -> None:
    old = "| Name | Limit |\n|---|---|\n| Search | 5 s |\n| Book | 9 s |\n"
    new = "| Name | Owner | Limit |\n|---|---|---|\n| Search | Ann | 6 s |\n"
    new += "| Pay | Bo | 1 s |\n| Book | Cy | 9 s |\n"
    table = next(walk.find(compared(old, new).blocks, d.Table))
    assert [walk.plain(row.cells) for row in table.body] == ["Search Ann 56 s", "Pay Bo 1 s", "Book Cy 9 s"]


def test_a_footnote_changed_within() -> None:
    old, new = ("It holds[^a] here.\n\n[^a]: For {} days, as agreed.\n".replace("{}", n) for n in "59")
    assert changes(compared(old, new)) == [(DELETED, "5"), (INSERTED, "9")]


def test_lines_of_code() -> None:
    made = compared("```py\na\nb\nc\nd\n```", "```py\na\nx\nc\nd\n```")
    (code,) = walk.find(made.blocks, d.CodeBlock)
    assert (code.text, code.attr.get("deleted-lines"), code.attr.get("inserted-lines")) == (
        "a\nb\nx\nc\nd",
        "2",
        "3",
    )


def test_what_moved_says_so() -> None:
    first, second = "The first paragraph says one thing.", "The second has other words in it."
    made = compared(f"# A\n\n{first}\n\n# B\n\n{second}", f"# A\n\n{second}\n\n# B\n\n{first}")
    moved = [node.attr.get("moved") for node in walk.find(made.blocks, d.Span) if node.attr.get("moved")]
    assert len(set(moved)) >= 1
    assert all(moved.count(name) % 2 == 0 for name in moved)


def test_numbers_are_not_compared() -> None:
    pages = "# One\n\nText.\n\n# Two\n\nSee [](#two).\n\n![A](a.png)\n"
    made = compared(pages, pages.replace("# Two", "# More\n\nWords are here now.\n\n# Two"))
    assert changes(made) == [(INSERTED, "More"), (INSERTED, "Words are here now.")]


def test_own_marks_of_the_author_are_no_changes() -> None:
    made = compared("A <ins>b</ins> c d e.", "A <ins>b</ins> c d f.")
    assert [walk.plain((node,)) for node in walk.find(made.blocks, d.Span) if node.attr.get("author")] == [
        "e",
        "f",
    ]


@given(st.lists(st.integers(0, 6), max_size=40), st.lists(st.integers(0, 6), max_size=40))
def test_matches_are_equal_and_in_order(old: list[int], new: list[int]) -> None:
    found = matches(old, new)
    assert all(old[a] == new[b] for a, b in found)
    assert all(one.old < two.old and one.new < two.new for one, two in pairwise(found))


def test_the_heaviest_chain() -> None:
    pairs = [Weighed(0, 2, 1.0), Weighed(1, 0, 0.4), Weighed(2, 1, 0.4), Weighed(1, 3, 0.9)]
    assert heaviest(pairs) == [(0, 2), (1, 3)]


def test_blocks_stay_between_their_neighbours() -> None:
    old = read("Alpha stays here.\n\nThis one is rewritten in part only.\n\nOmega stays too.").blocks
    new = read(
        "Alpha stays here.\n\nA new one.\n\nThis one was rewritten in parts only.\n\nOmega stays too."
    ).blocks
    assert blocks(old, new, Keys({})) == [Pair(0, 0), Pair(None, 1), Pair(1, 2), Pair(2, 3)]


BLOCKS = {
    "paragraph": "Gone one.",
    "code": "```py\ngone = one\n```",
    "table": "| gone | a |\n|---|---|\n| one | b |\n\nTable: Gone caption one",
    "terms": "Gone term one\n: Meaning gone",
    "heading in a quotation": "> ## Gone heading\n>\n> one",
    "items": "- gone\n\n  ```\n  one\n  ```",
    "note": "> [!NOTE]\n> gone one",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_every_word_is_told_as_text(block: str) -> None:
    kept = "# T\n\nWhat stays is here.\n\n"
    words = {*re.findall(r"\w+", block)} - {"py", "NOTE", "Table"}
    for old, new, sign in ((kept + block, kept, "-"), (kept, kept + block, "+")):
        lines = [line for line in shown.lines(compare(read(old), read(new))) if line and line != "## T"]
        assert all(sign in line for line in lines)
        assert all(any(word in line for line in lines) for word in words)


def test_only_somebody_changes_lines_of_code() -> None:
    plain = read('```{.py deleted-lines="1" inserted-lines="2"}\na\nb\n```\n')
    assert accepted(plain) == rejected(plain) == plain
    assert not shown.is_changed(plain.blocks[0])
