"""Hypothesis strategies that build documents: every type of node, and texts that break weak writers.

What `documents()` draws keeps the promises of `model.document` and of the passes: ids are unique, links
within the document lead somewhere, every row of a table covers all its columns, tokens join to their text, no
`Str` holds a line ending. Everything else is as odd as the types allow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

import kitchen_sink
from hypothesis import strategies as st
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterable

MEDIA = {
    "pixel.png": d.Media(kitchen_sink.PIXEL, "image/png", 1, 1),
    "drawing.svg": d.Media(kitchen_sink.DRAWING, "image/svg+xml", 40, 20),
}
PICTURES = (*MEDIA, "missing.png", "https://example.com/a.png", "../outside.png", "file:///etc/hosts")
URLS = (
    "https://example.com/a?b=1&c=2#d",
    "http://[::1]/",
    "https://bücher.example/ü",
    "mailto:someone@example.com",
    "tel:+49",
    "other.md#part",
    "a b<>\"'",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "\\\\server\\share",
    "https://example.com/" + "x" * 2100,
    "",
)
HEADER_IDS = ("a-b", "überblick", "日本", "1", "constructor", "x" * 60)
CODE_CLASSES = ((), ("python",), ("text", "box-diagram"), ("c++",), ("json", "numberLines"), ("no-such",))
SPAN_CLASSES = (
    *("kbd", "mark", "underline", "smallcaps", "inserted", "deleted", "placeholder", "emoji", "unheard-of"),
)
DIV_CLASSES = (
    *((), ("center",), ("details",), ("summary",), ("unheard-of",)),
    *(("admonition", kind) for kind in ("note", "tip", "important", "warning", "caution")),
)
NOT_IN_LINES = re.compile(r"[\r\n]")

# Texts

words = st.sampled_from(("word", "naïve", "Größe", "日本語", "شرح", "1,234.50", "well-known", "ﬁ", "👩‍👩‍👧"))


def texts(size: int = 30) -> st.SearchStrategy[str]:
    """Return texts: ordinary, hostile, or of any characters that UTF-8 can hold, control characters too."""
    anything = st.text(st.characters(exclude_categories=("Cs",)), max_size=size)
    return words | st.sampled_from(kitchen_sink.HOSTILE) | anything


lines = texts().map(lambda text: NOT_IN_LINES.sub(" ", text))
formulas = st.sampled_from(("x^2", r"\frac{a}{b}", r"\notthere{", "", "a_{b_{c}}", r"\text{é}", "%", "$"))
optional = st.just("") | lines


@st.composite
def attributes(draw: st.DrawFn, classes: tuple[Any, ...] = ((),), ids: bool = True) -> d.Attr:
    """Draw attributes; an id that is not empty is made unique when the document is finished."""
    chosen = draw(st.sampled_from(classes))
    more = draw(st.lists(lines.filter(str.strip), max_size=1))
    names = st.sampled_from(("title", "caption", "width", "data-x", "style", "onclick", "highlight")) | lines
    pairs = draw(st.lists(st.tuples(names, lines), max_size=2, unique_by=lambda pair: pair[0]))
    return d.Attr(
        id=draw(st.sampled_from(("", "", "", "spot"))) if ids else "",
        classes=(*((chosen,) if isinstance(chosen, str) else chosen), *more),
        pairs=tuple(pairs),
    )


# Inlines


@cache
def inlines(depth: int = 2, notes: bool = True) -> st.SearchStrategy[tuple[d.Inline, ...]]:
    """Return runs of inlines that are nested up to `depth` deep, with footnotes if `notes`."""
    return st.lists(inline(depth, notes), max_size=4).map(tuple)


@cache
def inline(depth: int, notes: bool) -> st.SearchStrategy[d.Inline]:
    """Return single inlines of every type that `depth` and `notes` allow."""
    text = st.builds(d.Str, text=lines)
    flat = st.one_of(
        text,
        text,
        text,
        st.sampled_from((d.SoftBreak(), d.LineBreak())),
        st.builds(d.Code, text=lines, attr=attributes(((), ("python",)))),
        st.builds(d.Math, text=formulas, display=st.booleans()),
        st.builds(d.RawInline, format=st.sampled_from(("latex", "openxml", "markdown")), text=texts()),
        st.just(d.RawInline(format="html", text="<kbd>k</kbd>")),
    )
    if not depth:
        return flat
    inner = inlines(depth - 1, notes)
    simple = [
        st.builds(kind, content=inner) for kind in (d.Emph, d.Strong, d.Strikeout, d.Superscript, d.Subscript)
    ]
    urls = st.sampled_from((*URLS, "#"))
    shown = inlines(depth - 1, notes=False)
    nested: list[st.SearchStrategy[d.Inline]] = [
        *simple,
        st.builds(d.Link, content=inner, url=urls, title=optional, attr=attributes()),
        st.builds(d.Image, content=shown, url=st.sampled_from(PICTURES), title=optional, attr=attributes()),
        st.builds(d.Span, content=inner, attr=attributes(SPAN_CLASSES)),
    ]
    if notes:
        held = st.lists(block(0, notes=False), min_size=1, max_size=2).map(tuple)
        nested.append(st.builds(d.Note, content=held))
    return st.one_of(flat, *nested)


# Blocks


@cache
def blocks(depth: int = 2, notes: bool = True) -> st.SearchStrategy[tuple[d.Block, ...]]:
    """Return runs of blocks that are nested up to `depth` deep."""
    return st.lists(block(depth, notes), max_size=3).map(tuple)


@cache
def block(depth: int, notes: bool = True) -> st.SearchStrategy[d.Block]:
    """Return single blocks of every type that `depth` allows."""
    text = inlines(2, notes)
    paragraph = st.builds(d.Para, content=text)
    flat = st.one_of(
        paragraph,
        paragraph,
        code_blocks(),
        st.sampled_from((d.HorizontalRule(), d.RawBlock(format="html", text="<p>raw</p>"))),
        st.builds(d.RawBlock, format=st.sampled_from(("latex", "openxml")), text=texts()),
    )
    if not depth:
        return flat
    inner = blocks(depth - 1, notes)
    caption = inlines(1, notes=False)
    number = st.sampled_from(("", "1", "12"))
    return st.one_of(
        flat,
        st.builds(d.BlockQuote, content=inner),
        bullet_lists(inner),
        ordered_lists(inner),
        definition_lists(text, inner),
        tables(depth - 1, notes),
        st.builds(d.Figure, content=inner, caption=caption, number=number, attr=attributes()),
        st.builds(d.Figure, content=pictures(), caption=caption, number=number, attr=attributes()),
        st.builds(d.Div, content=inner, attr=attributes(DIV_CLASSES)),
    )


def pictures() -> st.SearchStrategy[tuple[d.Block, ...]]:
    """Return paragraphs of one picture."""
    image = st.builds(d.Image, content=inlines(0, notes=False), url=st.sampled_from(PICTURES))
    return image.map(lambda one: (d.Para(content=(one,)),))


@st.composite
def code_blocks(draw: st.DrawFn) -> d.CodeBlock:
    """Draw code, whose tokens, if it has any, join to its text."""
    parts = draw(st.lists(texts(), max_size=3))
    tokens = tuple(d.Token(draw(st.sampled_from(get_args(d.TokenKind))), part) for part in parts)
    attr = draw(attributes(CODE_CLASSES))
    number = draw(st.sampled_from(("", "1")))
    return d.CodeBlock(
        text="".join(parts), attr=attr, tokens=tokens if draw(st.booleans()) else (), number=number
    )


def _items(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[d.ListItem, ...]]:
    item = st.builds(d.ListItem, content=inner, checked=st.sampled_from((None, None, True, False)))
    return st.lists(item, min_size=1, max_size=3).map(tuple)


def bullet_lists(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[d.BulletList]:
    """Return lists without order, of items that hold what `inner` draws."""
    return st.builds(d.BulletList, items=_items(inner), tight=st.booleans())


def ordered_lists(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[d.OrderedList]:
    """Return numbered lists in all their styles."""
    return st.builds(
        d.OrderedList,
        items=_items(inner),
        start=st.sampled_from((1, 0, 7, 999_999_999)),
        style=st.sampled_from(get_args(d.ListStyle)),
        delimiter=st.sampled_from(get_args(d.ListDelimiter)),
        tight=st.booleans(),
    )


def definition_lists(
    text: st.SearchStrategy[Any], inner: st.SearchStrategy[Any]
) -> st.SearchStrategy[d.DefinitionList]:
    """Return terms and their meanings."""
    meanings = st.lists(st.builds(d.Definition, content=inner), min_size=1, max_size=2).map(tuple)
    item = st.builds(d.DefinitionItem, term=text, definitions=meanings)
    return st.builds(
        d.DefinitionList, items=st.lists(item, min_size=1, max_size=2).map(tuple), tight=st.booleans()
    )


@st.composite
def tables(draw: st.DrawFn, depth: int = 1, notes: bool = True) -> d.Table:
    """Draw a table of up to four columns whose rows cover them all, with cells that span."""
    width = draw(st.integers(1, 4))
    align = st.sampled_from(get_args(d.Alignment))
    columns = tuple(
        d.Column(align=draw(align), width=draw(st.sampled_from((0.0, 0.25)))) for _ in range(width)
    )
    heights = [draw(st.integers(0, 2)), draw(st.integers(1, 3)), draw(st.integers(0, 1))]
    head, body, foot = (_rows(draw, height, width, depth, notes) for height in heights)
    return d.Table(
        columns=columns,
        head=head,
        body=body,
        foot=foot,
        caption=draw(inlines(1, notes=False)),
        row_heads=draw(st.integers(0, min(1, width - 1))),
        number=draw(st.sampled_from(("", "1"))),
        attr=draw(attributes()),
    )


def _rows(draw: st.DrawFn, height: int, width: int, depth: int, notes: bool) -> tuple[d.Row, ...]:
    """Fill a grid of `height` rows and `width` columns with cells from the top left."""
    free = [[True] * width for _ in range(height)]
    rows = []
    for at in range(height):
        cells = [_cell(draw, free, at, column, depth, notes) for column in range(width) if free[at][column]]
        rows.append(d.Row(cells=tuple(cells)))
    return tuple(rows)


def _cell(draw: st.DrawFn, free: list[list[bool]], at: int, column: int, depth: int, notes: bool) -> d.Cell:
    room = next((n for n, is_free in enumerate(free[at][column:]) if not is_free), len(free[at]) - column)
    wide = draw(st.integers(1, room)) if draw(st.booleans()) else 1
    high = draw(st.integers(1, len(free) - at)) if draw(st.booleans()) else 1
    for row in free[at : at + high]:
        row[column : column + wide] = [False] * wide
    align = draw(st.sampled_from(get_args(d.Alignment)))
    return d.Cell(content=draw(blocks(depth, notes)), align=align, row_span=high, col_span=wide)


# The whole


def headers() -> st.SearchStrategy[d.Header]:
    """Return headings; their ids become unique when the document is finished."""
    ids = st.sampled_from(HEADER_IDS).map(lambda name: d.Attr(id=name))
    number = st.sampled_from(("", "1", "2.3"))
    return st.builds(d.Header, level=st.integers(1, 6), content=inlines(1), attr=ids, number=number)


def metas() -> st.SearchStrategy[d.Meta]:
    """Return what is known about documents: any of it may be missing or odd."""
    some = st.lists(lines, max_size=2).map(tuple)
    flat = inlines(1, notes=False)
    fields = st.lists(st.builds(d.MetaField, name=lines, content=flat), max_size=2).map(tuple)
    dates = st.sampled_from(("", "2026-01-02", "as written", "9999-99-99"))
    return st.builds(
        d.Meta,
        title=flat,
        subtitle=optional,
        kind=optional,
        status=optional,
        version=optional,
        authors=some,
        reviewers=some,
        approvers=some,
        prd=flat,
        created=dates,
        updated=dates,
        classification=optional,
        keywords=some,
        lang=st.sampled_from(("", "en", "de", "ar", "ja", "xx-not-there", "en-x-'\"")),
        fields=fields,
        id=st.sampled_from(("", "title")),
    )


@st.composite
def documents(draw: st.DrawFn, depth: int = 2, size: int = 5) -> d.Document:
    """Draw a whole document of up to `size` blocks at the top, nested up to `depth` deep."""
    one = st.booleans().flatmap(lambda is_header: headers() if is_header else block(depth))
    top = draw(st.lists(one, max_size=size).map(tuple))
    return finished(draw(metas()), top)


@st.composite
def tabled(draw: st.DrawFn) -> d.Document:
    """Draw a document of tables within tables, up to three deep, with cells of up to several pages."""
    prose = _Prose(draw)
    top: list[d.Block] = []
    for _ in range(draw(st.integers(1, 2))):
        top += [prose(300), draw(_nesting(draw(st.integers(1, 3)), prose))]
    return finished(draw(metas()), tuple(top))


@st.composite
def _nesting(draw: st.DrawFn, depth: int, prose: _Prose) -> d.Table:
    width = draw(st.integers(1, 3))
    rows = draw(st.integers(1, 8 if depth > 1 else 40))
    longest = draw(st.sampled_from((3, 12, 60, 900 if rows < 4 else 60)))

    def cell(deep: int) -> d.Cell:
        content: list[d.Block] = [prose(longest)]
        if deep and draw(st.integers(0, 2)) == 0:
            content += [draw(_nesting(deep - 1, prose)), prose(5)]
        return d.Cell(content=tuple(content))

    def row(deep: int) -> d.Row:
        return d.Row(cells=tuple(cell(deep) for _ in range(width)))

    return d.Table(
        columns=(d.Column(),) * width,
        head=tuple(row(0) for _ in range(draw(st.integers(0, 1)))),
        body=tuple(row(depth) for _ in range(rows)),
        foot=tuple(row(0) for _ in range(draw(st.integers(0, 1)))),
        caption=draw(inlines(0, notes=False)),
        row_heads=draw(st.integers(0, 1)),
    )


@dataclass
class _Prose:
    """Draws paragraphs of one word said many times, until a document has as many as some ten pages hold."""

    draw: st.DrawFn
    left: int = 4000

    def __call__(self, longest: int) -> d.Para:
        count = self.draw(st.integers(1, max(1, min(longest, self.left))))
        self.left -= count
        return d.Para(content=(d.Str(text=" ".join([self.draw(words)] * count)),))


@dataclass
class _Finishing:
    """Gives every id that is drawn a number, and every link within the document one of those ids."""

    taken: list[str] = field(default_factory=list)

    def name(self, node: Any) -> d.Node:
        attr = getattr(node, "attr", d.NO_ATTR)
        if not attr.id:
            return node
        self.taken.append(f"{attr.id}-{len(self.taken)}")
        return replace(node, attr=replace(attr, id=self.taken[-1]))

    def link(self, node: Any) -> d.Node:
        if not isinstance(node, d.Link) or node.url != "#":
            return node
        if not self.taken:
            return d.Span(content=node.content, attr=node.attr)
        return replace(node, url="#" + self.taken[-1])


def finished(meta: d.Meta, top: tuple[d.Block, ...]) -> d.Document:
    """Return the document with unique ids, links that lead to them, its contents and its pictures."""
    finishing = _Finishing()
    fresh = walk.rewrite(top, finishing.name)
    meta = replace(meta, title=_linked(finishing, meta.title), prd=_linked(finishing, meta.prd))
    fields = tuple(replace(one, content=_linked(finishing, one.content)) for one in meta.fields)
    fresh = walk.rewrite(fresh, finishing.link)
    return d.Document(replace(meta, fields=fields), fresh, _contents(fresh), dict(MEDIA))


def _linked(finishing: _Finishing, content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    return walk.rewrite(walk.rewrite(content, finishing.name), finishing.link)


def _contents(top: Iterable[d.Block]) -> tuple[d.ContentsEntry, ...]:
    def kept(node: Any) -> Any:
        return () if isinstance(node, d.Note) or getattr(node, "attr", d.NO_ATTR).id else node

    return tuple(
        d.ContentsEntry(one.level, walk.rewrite(one.content, kept), one.attr.id, one.number)
        for one in top
        if isinstance(one, d.Header) and one.level <= 2
    )


def marked(document: d.Document) -> tuple[d.Document, list[str]]:
    """Return `document` with a word of its own at the end of every text in its blocks, and these words.

    Alternative texts of pictures, which formats show where they like, have none.
    """
    marking = _Marking()
    return replace(document, blocks=walk.rewrite(document.blocks, marking.node)), marking.words()


class _Marking:
    def __init__(self) -> None:
        self._said: list[str] = []
        self._hidden: set[str] = set()

    def words(self) -> list[str]:
        return [word for word in self._said if word not in self._hidden]

    def node(self, node: Any) -> d.Node:
        if isinstance(node, d.Image):
            self._hidden |= set(MARK.findall(walk.text(node.content)))
        if not isinstance(node, (d.Str, d.Code, d.CodeBlock)):
            return node
        self._said.append(f"kw{len(self._said)}q")
        text = f"{node.text} {self._said[-1]} "
        if not isinstance(node, d.CodeBlock):
            return replace(node, text=text)
        more = (d.Token("", f" {self._said[-1]} "),) if node.tokens else ()
        return replace(node, text=text, tokens=(*node.tokens, *more))


MARK = re.compile(r"kw\d+q")
