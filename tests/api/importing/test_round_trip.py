"""Markdown that is written reads as the document it was written from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from specexport import style
from specexport.core import registry
from specexport.core.context import Context, Source
from specexport.model import document as d
from specexport.model import walk
from specexport.renderers.markdown import writer as markdown
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
OURS = sorted([*(ROOT / "examples").glob("*/*.md"), *(ROOT / "tests/features").glob("*.md")])
PASSES = ("anchors", "metadata", "headings")
# Of the shared specifications a few that have what is hard to write: HTML, formulas, wide tables, nesting.
HARD = ("eip-8070.md", "04-onion-routing.md", "adr-006-trust-metric.md", "p017_apn_refactoring.md")
# Spans that say nothing that Markdown could.
SILENT = frozenset({"emoji", "placeholder", "smallcaps"})


def _context(path: Path | None = None) -> Context:
    resources = files.Folder(path.parent) if path else files.NoFolder()
    return Context(
        style=style.load("base"), resources=resources, source=Source(b"", path.name if path else "s.md")
    )


def _read(data: bytes, context: Context, passes: tuple[str, ...] = PASSES) -> d.Document:
    document: d.Document = registry.load("readers", "markdown")(Source(data, context.source_name), context)
    for name in passes:
        document = registry.load("passes", name)(document, context)
    return document


def _comparable(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return blocks without what differs and is seen by nobody: breaks of lines, spaces at edges, cuts."""

    def visit(node: Any) -> Any:
        match node:
            case d.SoftBreak():
                return d.Str(text=" ")
            case d.Span() if not node.attr.id and set(node.attr.classes) <= SILENT:
                return node.content
            case d.Table():
                return _aligned(node)
            case _:
                return node

    def tidy(node: Any) -> Any:
        fields = {
            field: _joined(getattr(node, field))
            for field in ("content", "term", "caption")
            if _inline(node, field)
        }
        return replace(node, **fields) if fields else node

    return walk.rewrite(walk.rewrite(blocks, visit), tidy)


def _aligned(table: d.Table) -> d.Table:
    """Return a table whose cells say themselves how they stand, as they do in HTML."""

    def rows(given: tuple[d.Row, ...]) -> tuple[d.Row, ...]:
        return tuple(replace(row, cells=tuple(cells(row))) for row in given)

    def cells(row: d.Row) -> Iterator[d.Cell]:
        for index, cell in enumerate(row.cells):
            own = table.columns[min(index, len(table.columns) - 1)].align
            yield replace(cell, align=own if cell.align == "default" else cell.align)

    columns = tuple(d.Column() for _ in table.columns)
    return replace(
        table, columns=columns, head=rows(table.head), body=rows(table.body), foot=rows(table.foot)
    )


def _inline(node: Any, field: str) -> bool:
    content = getattr(node, field, None)
    return bool(content) and isinstance(content, tuple) and isinstance(content[0], d.Inline)


def _joined(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    out: list[Any] = []
    for node in content:
        if out and type(node) is d.Str and type(out[-1]) is d.Str:
            out[-1] = d.Str(text=out[-1].text + node.text)
        else:
            out.append(node)
    edged = [d.Str(text=" ".join(node.text.split())) if type(node) is d.Str else node for node in out]
    return tuple(node for node in edged if type(node) is not d.Str or node.text)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_what_is_written_reads_the_same(path: Path) -> None:
    _check(path)


@pytest.mark.parametrize("name", HARD)
def test_specifications_of_others_read_the_same(name: str, shared: Path) -> None:
    found = sorted((shared / "corpus").rglob(name))
    assert found
    for path in found:
        _check(path)


def _check(path: Path) -> None:
    document = _read(path.read_bytes(), _context(path))
    text = markdown.text(document, _context(path))
    again = _read(text.encode(), _context(path))
    assert _comparable(again.blocks) == _comparable(document.blocks)
    assert again.meta.title == document.meta.title
    assert again.meta.authors == document.meta.authors
    assert (again.meta.status, again.meta.version) == (document.meta.status, document.meta.version)


def test_what_is_written_twice_is_the_same() -> None:
    document = _read(OURS[0].read_bytes(), _context(OURS[0]))
    once = markdown.text(document, _context(OURS[0]))
    assert markdown.text(_read(once.encode(), _context(OURS[0])), _context(OURS[0])) == once


# Any text at any place

SIGNS = list("\\`*_{}[]()#+-.!|<>~^$&:@=\"' ab1x?;/%,wh")
anything = st.text(
    st.sampled_from(SIGNS)
    | st.characters(min_codepoint=0x21, max_codepoint=0x2FFF, categories=["L", "P", "S"]),
    min_size=1,
    max_size=25,
)
marked = st.sampled_from(
    [
        *(
            "https://a.b",
            "www.a.com",
            "me@x.org",
            "&amp;",
            "{{name}}",
            ":rocket:",
            "[x](y)",
            "![a](b)",
            "<b>",
        ),
        *(
            "<!-- c -->",
            "$x^2$",
            "~~a~~",
            "**b**",
            "[^1]",
            "1. a",
            "- a",
            "# h",
            "> q",
            "---",
            "===",
            "|---|",
        ),
        *("| a | b |", "``` x", "::: note", "!!! tip", "??? x", "[a]: b", ": def", "    code", "\\(a_1\\)"),
        *("$$a$$", "H~2~O", "x^2^", "`c`{.x}", "{#id}", "[ ] t", "[x] t", "+++", "{{#include a.md}}"),
    ]
)
pieces = st.lists(anything | marked, min_size=1, max_size=5)
texts = (pieces.map("".join) | pieces.map(" ".join)).map(lambda text: " ".join(text.split())).filter(bool)
PLACES = ("para", "head", "item", "cell", "quote", "emphasis", "link", "definition", "lines")


def _at(place: str, text: str) -> d.Block:
    run = (d.Str(text=text),)
    para = d.Para(content=run)
    match place:
        case "head":
            return d.Header(level=1, content=run)
        case "item":
            return d.BulletList(items=(d.ListItem(content=(para,)),))
        case "cell":
            row = d.Row(cells=(d.Cell(content=(para,)), d.Cell(content=(para,))))
            return d.Table(columns=(d.Column(), d.Column()), head=(row,), body=(row,))
        case "quote":
            return d.BlockQuote(content=(para,))
        case "emphasis":
            return d.Para(
                content=(d.Str(text="a"), d.Strong(content=run), d.Emph(content=run), d.Str(text="b"))
            )
        case "link":
            link = d.Link(content=run, url="https://example.com/" + text)
            return d.Para(content=(link, d.Image(content=run, url="x.png", title=text)))
        case "definition":
            item = d.DefinitionItem(term=run, definitions=(d.Definition(content=(para,)),))
            return d.DefinitionList(items=(item,))
        case "lines":
            return d.Para(content=(d.Str(text="a"), d.SoftBreak(), *run, d.LineBreak(), *run))
        case _:
            return para


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts)
def test_no_text_is_taken_for_markup(place: str, text: str) -> None:
    first = d.Para(content=(d.Str(text="First."),))
    block = _at(place, text)
    written = markdown.text(d.Document(blocks=(first, block)), _context())
    again = _read(written.encode(), _context(), ())
    assert _words(again.blocks[1:]) == _words((block,)), written
    assert _kinds(again.blocks[1:]) == _kinds((block,)), written


def _words(blocks: tuple[d.Block, ...]) -> str:
    return "".join("".join(node.text.split()) for node in walk.nodes(blocks) if isinstance(node, d.Str))


def _kinds(blocks: tuple[d.Block, ...]) -> list[str]:
    return [type(node).__name__ for node in walk.nodes(blocks) if not isinstance(node, d.Str)]


# What Markdown has no form of its own for


def _written(*blocks: d.Block) -> str:
    return markdown.text(d.Document(blocks=blocks), _context())


def _para(text: str) -> d.Para:
    return d.Para(content=(d.Str(text=text),))


def test_cells_that_span_are_html_with_markdown_in_them() -> None:
    code = d.CodeBlock(text="x = 1", attr=d.Attr(classes=("python",)))
    wide = d.Cell(content=(_para("wide"), code), col_span=2)
    tall = d.Cell(content=(_para("tall"),), row_span=2, align="right")
    body = (
        d.Row(cells=(wide, tall)),
        d.Row(cells=(d.Cell(content=(_para("a"),)), d.Cell(content=()))),
    )
    table = d.Table(columns=(d.Column(),) * 3, body=body)
    again = _read(_written(_para("First."), table).encode(), _context(), ())
    assert _comparable(again.blocks[1:]) == _comparable((table,))


def test_letters_of_lists_are_told() -> None:
    said: list[Any] = []
    context = _context()
    context = replace(context, report=said.append)
    items = (d.ListItem(content=(_para("one"),)),)
    markdown.text(d.Document(blocks=(d.OrderedList(items=items, style="lower-alpha"),)), context)
    assert [one.code for one in said] == ["SX797"]


def test_lists_side_by_side_stay_apart() -> None:
    one = d.BulletList(items=(d.ListItem(content=(_para("one"),)),))
    two = d.BulletList(items=(d.ListItem(content=(_para("two"),)),))
    again = _read(_written(one, two).encode(), _context(), ())
    assert [type(block) for block in again.blocks] == [d.BulletList, d.BulletList]


def test_an_identifier_is_written_only_where_it_is_not_that_of_the_words() -> None:
    own = d.Header(level=1, content=(d.Str(text="Scope"),), attr=d.Attr(id="range"))
    made = d.Header(level=1, content=(d.Str(text="Data Flow"),), attr=d.Attr(id="data-flow"))
    assert _written(own, made) == "## Scope {#range}\n\n## Data Flow\n"


def test_what_is_left_readable() -> None:
    text = "[Your Name] pays 5 $ for snake_case & C++, ~4x, 2 * 3 < 7"
    assert _written(_para(text)) == r"[Your Name] pays 5 $ for snake_case & C++, ~4x, 2 \* 3 < 7" + "\n"
