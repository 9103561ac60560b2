"""The document model to pandoc's syntax tree and back is the identity, positions included."""

from __future__ import annotations

import itertools
import subprocess
from typing import TYPE_CHECKING

import kitchen_sink
import msgspec
import pytest
import strategies
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.words import ENGLISH
from specexport.pandoc import ast, process

if TYPE_CHECKING:
    from collections.abc import Iterable


def placed(document: d.Document) -> d.Document:
    """Return a document whose every node has a place of its own."""
    lines = itertools.count(1)

    def visit(node: d.Node) -> d.Node:
        return replace(node, pos=d.Pos(line=next(lines), end_line=7, column=2, path="part, one.md"))

    return replace(document, blocks=walk.rewrite(document.blocks, visit))


def places(document: d.Document) -> list[bytes]:
    return [msgspec.json.encode(node.pos) for node in walk.nodes(document.blocks)]


def assert_same(document: d.Document) -> None:
    again = ast.read(ast.write(document))
    assert again == document
    assert places(again) == places(document)  # which equality ignores


def types(tree: object) -> set[str]:
    """Return the names of all nodes in a syntax tree."""
    if isinstance(tree, list):
        return set().union(*map(types, tree)) if tree else set()
    if isinstance(tree, dict):
        own = {str(tree["t"])} if "t" in tree else set()
        return own.union(*map(types, tree.values()))
    return set()


def strings(tree: object) -> Iterable[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for part in tree:
            yield from strings(part)
    elif isinstance(tree, dict):
        for key, part in tree.items():
            yield key
            yield from strings(part)


def test_every_type_of_node_comes_back() -> None:
    assert_same(kitchen_sink.document())
    assert_same(placed(kitchen_sink.document()))


@pytest.mark.parametrize("text", kitchen_sink.HOSTILE, ids=range(len(kitchen_sink.HOSTILE)))
def test_hostile_text_comes_back(text: str) -> None:
    assert_same(kitchen_sink.hostile(text))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(strategies.documents())
def test_every_document_comes_back(document: d.Document) -> None:
    assert_same(document)
    assert_same(placed(document))


def para(*content: d.Inline) -> d.Para:
    return d.Para(content=content)


@pytest.mark.parametrize(
    "block",
    [
        para(d.Str(text="a"), d.Str(text="b"), d.Str(text=""), d.Str(text="  c ")),
        para(d.Span(content=(d.Str(text="x"),), attr=d.Attr(classes=("sx",), pairs=(("sx-pos", "1"),)))),
        para(d.Span(content=(), attr=d.Attr(classes=("sx-x-sx", "sx"), pairs=(("sx-x-a", "b"),)))),
        para(d.Span(content=(), attr=d.Attr(classes=("underline",)), pos=d.Pos(3))),
        d.Div(content=(para(),), attr=d.Attr(classes=("sx",))),
        d.Div(content=(), attr=d.Attr(classes=("sx",))),
        d.BulletList(items=(d.ListItem(content=(para(d.Str(text="☒ not a task")),)),)),
        d.BulletList(items=(d.ListItem(content=(), checked=True), d.ListItem(content=(), checked=False))),
        d.BulletList(items=(d.ListItem(content=(d.HorizontalRule(),)),), tight=False),
        d.OrderedList(items=(d.ListItem(content=()),), tight=False, start=0, pos=d.Pos(1)),
        d.BulletList(items=(d.ListItem(content=(d.Div(content=(), attr=d.Attr(classes=("sx",))),)),)),
        d.Table(columns=(d.Column(width=0.3),), row_heads=1),
        d.CodeBlock(text="a b", tokens=(d.Token("", "a "), d.Token("name", "b"))),
    ],
)
def test_what_could_be_mistaken_comes_back(block: d.Block) -> None:
    assert_same(d.Document(blocks=(block,)))


def test_a_wrapper_stands_only_where_something_is_carried() -> None:
    plain = d.Document(blocks=(para(d.Str(text="one two"), d.SoftBreak(), d.Emph(content=())),))
    assert ast.tree(plain)["blocks"] == [
        {
            "t": "Para",
            "c": [
                {"t": "Str", "c": "one"},
                {"t": "Space"},
                {"t": "Str", "c": "two"},
                {"t": "SoftBreak"},
                {"t": "Emph", "c": []},
            ],
        }
    ]


def test_pandoc_reads_and_writes_the_tree_unchanged() -> None:
    data = ast.write(placed(kitchen_sink.document()))
    done = subprocess.run(
        [process.program(), "-f", "json", "-t", "json"], input=data, capture_output=True, check=True
    )
    assert ast.read(done.stdout) == kitchen_sink.document()


def test_plain_trees_have_nothing_that_pandoc_does_not_know() -> None:
    tree = ast.tree_of(ast.plain(placed(kitchen_sink.document()), ENGLISH))
    assert not [text for text in strings(tree) if text.startswith("sx")]
    assert {"RawBlock", "RawInline"}.isdisjoint(types(tree))
    text = " ".join(strings(tree))
    wanted = {str(node.text) for node in walk.find(kitchen_sink.document().blocks, d.Str)}
    assert not {word for word in wanted if word.startswith("kw") and word not in text}
    assert "Figure 1: " in text.replace("Figure 1: ", "Figure 1: ") or "Figure" in text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"meta": {}, "blocks": [{"t": "Para"}]}',
        b'{"meta": {}, "blocks": [{"t": "Poem", "c": []}]}',
        b'{"meta": {}, "blocks": [{"t": "Para", "c": [{"t": "Poem"}]}]}',
        b'{"meta": {}, "blocks": [{"t": "Table", "c": [1, 2]}]}',
        b'{"meta": {}, "blocks": 3}',
    ],
)
def test_what_is_no_tree_is_refused(data: bytes) -> None:
    with pytest.raises(ast.NotATreeError):
        ast.read(data)
