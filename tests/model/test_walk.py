"""Walking the model: in reading order, every node once, nothing copied without need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strategies
from hypothesis import given, settings

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def below(roots: Iterable[d.Node]) -> Iterator[d.Node]:
    """Yield what `walk.nodes` should, by its definition."""
    for node in roots:
        yield node
        yield from below(walk.children(node))


def shouted(node: d.Node) -> d.Node | tuple[d.Node, ...]:
    """Change words, put two nodes for a break, and none for a rule."""
    match node:
        case d.Str():
            return d.Str(text=node.text.upper(), pos=node.pos)
        case d.LineBreak():
            return (node, node)
        case d.HorizontalRule():
            return ()
        case _:
            return node


@settings(max_examples=25)
@given(strategies.documents())
def test_nodes_come_in_reading_order(document: d.Document) -> None:
    assert list(map(id, walk.nodes(document.blocks))) == list(map(id, below(document.blocks)))


@settings(max_examples=25)
@given(strategies.documents())
def test_what_is_found_is_of_one_type(document: d.Document) -> None:
    found = list(walk.find(document.blocks, d.Str))
    assert found == [node for node in below(document.blocks) if isinstance(node, d.Str)]


@settings(max_examples=25)
@given(strategies.documents())
def test_identifiers_are_those_of_all_attributes(document: d.Document) -> None:
    attributes = (getattr(node, "attr", d.NO_ATTR) for node in below(document.blocks))
    assert list(walk.idents(document.blocks)) == [attr.id for attr in attributes if attr.id]


@settings(max_examples=25)
@given(strategies.documents())
def test_what_is_kept_is_the_same_object(document: d.Document) -> None:
    assert walk.rewrite(document.blocks, lambda node: node) is document.blocks


@settings(max_examples=25)
@given(strategies.documents())
def test_kinds_that_are_named_are_all_that_is_asked_about(document: d.Document) -> None:
    asked: list[type[Any]] = []

    def visit(node: d.Node) -> d.Node | tuple[d.Node, ...]:
        asked.append(type(node))
        return shouted(node)

    kinds = (d.Str, d.LineBreak, d.HorizontalRule)
    assert walk.rewrite(document.blocks, visit, *kinds) == walk.rewrite(document.blocks, shouted)
    assert set(asked) <= set(kinds)


def test_children_are_rewritten_before_their_parents() -> None:
    block = d.Para(content=(d.Emph(content=(d.Str(text="a"),)), d.Str(text="b")))
    seen: list[str] = []

    def visit(node: d.Node) -> d.Node:
        seen.append(type(node).__name__)
        return d.Str(text="c") if node == d.Str(text="a") else node

    (made,) = walk.rewrite((block,), visit)
    assert seen == ["Str", "Emph", "Str", "Para"]
    assert made == d.Para(content=(d.Emph(content=(d.Str(text="c"),)), d.Str(text="b")))
    assert made.content[1] is block.content[1]


def test_text_is_words_with_spaces_for_breaks_and_between_blocks() -> None:
    note = d.Note(content=(d.Para(content=(d.Str(text="unsaid"),)),))
    first = d.Para(content=(d.Str(text="a"), d.SoftBreak(), d.Code(text="b c"), note))
    second = d.Para(content=(d.RawInline(format="html", text="<br>"), d.Strong(content=(d.Str(text="d"),))))
    assert walk.text([first, second]) == "a b c d "
    assert walk.plain([first, second]) == "a b c d"


@settings(max_examples=25)
@given(strategies.documents(depth=3))
def test_what_was_found_out_before_changes_nothing(document: d.Document) -> None:
    kinds = (d.Str, d.Para, d.Table, d.CodeBlock, d.HorizontalRule, d.Note, d.ListItem)
    plainly = [(list(walk.find(document.blocks, kind)), shouted_of(document, kind)) for kind in kinds]
    with walk.remembering():
        for _ in range(2):
            again = [(list(walk.find(document.blocks, kind)), shouted_of(document, kind)) for kind in kinds]
            assert again == plainly
        assert walk.rewrite(document.blocks, lambda node: node, d.CodeBlock) is document.blocks


def shouted_of(document: d.Document, kind: type[d.Node]) -> tuple[d.Block, ...]:
    return walk.rewrite(document.blocks, shouted, kind)
