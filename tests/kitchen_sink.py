"""A document with every type of node, each with a word of its own, and strings that break weak writers."""

from __future__ import annotations

import base64
from typing import get_args

from specexport.model import document as d

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
)

HOSTILE = (
    "<script>alert(1)</script>",
    "</style></title></textarea>--><img src=x onerror=alert(1)>",
    "]]> &amp; &#0; &lt; <![CDATA[ x ]]>",
    "\"double\" 'single' `back`",
    "{{ 7 * 7 }} {% raw %} ${HOME} %s %(name)s {0} {title}",
    'HYPERLINK "http://example.com" \\o DDEAUTO c:\\windows\\system32\\cmd.exe',
    "\u202eright to left\u202c and \u200bzero\u200b width\ufeff",
    "日本語 العربية עברית ไทย 👩‍👩‍👧 e\u0301\u0308\u0323",
    "x" * 300,
    "url(file:///etc/hosts) @import expression(1)",
    "w:t xml:space=\"preserve\" <?xml version='1.0'?> <!DOCTYPE a [<!ENTITY b 'c'>]>",
    " leading and trailing\u00a0 ",
    "",
)


def word(name: str) -> str:
    """Return the word that stands in the document for the node type or field `name`."""
    return "kw" + "".join(letter for letter in name.lower() if letter.isalnum())


def marked(name: str) -> tuple[d.Str]:
    return (d.Str(text=word(name)),)


def para(*inlines: d.Inline) -> d.Para:
    return d.Para(content=inlines)


def item(*blocks: d.Block, checked: bool | None = None) -> d.ListItem:
    return d.ListItem(content=blocks, checked=checked)


def cell(text: str, **fields: object) -> d.Cell:
    return d.Cell(content=(para(d.Str(text=text)),), **fields)  # type: ignore[arg-type]  # fields of a cell


def row(*cells: d.Cell) -> d.Row:
    return d.Row(cells=cells)


def _inlines() -> tuple[d.Inline, ...]:
    return (
        d.Str(text=word("Str")),
        d.SoftBreak(),
        d.Emph(content=marked("Emph")),
        d.Strong(content=marked("Strong")),
        d.Strikeout(content=marked("Strikeout")),
        d.Superscript(content=marked("Superscript")),
        d.Subscript(content=marked("Subscript")),
        d.LineBreak(),
        d.Code(text=word("Code")),
        d.Math(text=word("Math")),
        d.Math(text=word("MathDisplay"), display=True),
        d.Link(content=marked("Link"), url="https://example.com/?a=1&b=2", title='a "title"'),
        d.Link(content=marked("LinkInside"), url="#first"),
        d.Image(content=marked("ImageInline"), url="pixel.png"),
        d.Image(content=marked("ImageMissing"), url="missing.png"),
        d.Note(content=(para(*marked("Note")), d.CodeBlock(text=word("NoteCode")))),
        d.RawInline(format="html", text=f"<kbd>{word('RawInline')}</kbd>"),
        *(
            d.Span(content=marked(f"Span{name}"), attr=d.Attr(classes=(name,)))
            for name in (
                "kbd",
                "mark",
                "underline",
                "smallcaps",
                "inserted",
                "deleted",
                "placeholder",
                "unheard-of",
            )
        ),
        d.Span(content=(d.Str(text="✅"),), attr=d.Attr(classes=("emoji",))),
    )


def _lists() -> tuple[d.Block, ...]:
    return (
        d.BulletList(
            items=(
                item(para(*marked("BulletList"))),
                item(para(*marked("ListItemNested")), d.BulletList(items=(item(para(*marked("Nested"))),))),
                item(),
            )
        ),
        d.BulletList(
            items=(
                item(para(*marked("TaskOpen")), checked=False),
                item(para(*marked("TaskDone")), checked=True),
            ),
            tight=False,
        ),
        *(
            d.OrderedList(
                items=(item(para(*marked(f"Ordered{style}"))),), start=start, style=style, delimiter=delimiter
            )
            for start, style, delimiter in zip(
                (1, 3, 0, 4, 2),
                get_args(d.ListStyle),
                (*get_args(d.ListDelimiter), "period", "period"),
                strict=True,
            )
        ),
        d.DefinitionList(
            items=(
                d.DefinitionItem(
                    term=marked("DefinitionTerm"),
                    definitions=(
                        d.Definition(content=(para(*marked("DefinitionOne")),)),
                        d.Definition(content=(para(*marked("DefinitionTwo")),)),
                    ),
                ),
            )
        ),
    )


def _tables() -> tuple[d.Block, ...]:
    return (
        d.Table(
            columns=(d.Column(align="left"), d.Column(align="center"), d.Column(align="right"), d.Column()),
            head=(row(*(cell(word(f"Head{n}")) for n in range(4))),),
            body=(
                row(cell(word("Cell")), cell("", align="right"), d.Cell(content=()), cell("1,234")),
                row(cell(word("Spanning"), col_span=2), cell(word("Tall"), row_span=2), cell("x")),
                row(cell("y"), cell("z"), cell(word("AfterTall"))),
                row(
                    d.Cell(content=(d.BulletList(items=(item(para(*marked("CellList"))),)),)),
                    d.Cell(content=(d.CodeBlock(text=word("CellCode")),)),
                    d.Cell(content=(para(d.Note(content=(para(*marked("CellNote")),))),)),
                    d.Cell(content=(d.BlockQuote(content=(para(*marked("CellQuote")),)),)),
                ),
            ),
            foot=(row(*(cell(word(f"Foot{n}")) for n in range(4))),),
            caption=marked("TableCaption"),
            row_heads=1,
            number="1",
            attr=d.Attr(id="table-one"),
        ),
        d.Table(columns=(d.Column(),), body=(row(cell(word("OneCell"))),)),
    )


def _blocks() -> tuple[d.Block, ...]:
    tokens = tuple(d.Token(kind, f"{kind or 'plain'} ") for kind in get_args(d.TokenKind))
    return (
        d.Header(level=1, content=marked("Header"), attr=d.Attr(id="first"), number="1"),
        d.Para(content=tuple(node for inline in _inlines() for node in (inline, d.SoftBreak()))),
        *(
            d.Header(
                level=n, content=marked(f"Header{n}"), attr=d.Attr(id=f"h{n}"), number="1" + ".1" * (n - 1)
            )
            for n in range(2, 7)
        ),
        d.CodeBlock(text=f"{word('CodeBlock')} = 1\n\n\tindented", attr=d.Attr(classes=("python",))),
        d.CodeBlock(
            text="".join(token.text for token in tokens), attr=d.Attr(classes=("c++",)), tokens=tokens
        ),
        d.CodeBlock(
            text=f"┌─────────┐\n│ {word('BoxDiagram')} │\n└─────────┘",
            attr=d.Attr(classes=("text", "box-diagram")),
        ),
        d.CodeBlock(text="", attr=d.Attr(pairs=(("caption", word("CodeCaption")),))),
        d.BlockQuote(content=(para(*marked("BlockQuote")), d.BlockQuote(content=(para(*marked("Inner")),)))),
        *_lists(),
        *_tables(),
        d.Figure(
            content=(para(d.Image(content=marked("FigureAlt"), url="pixel.png")),),
            caption=marked("FigureCaption"),
            number="1",
            attr=d.Attr(id="figure-one"),
        ),
        d.Figure(
            content=(para(d.Image(content=marked("Drawing"), url="drawing.svg")),),
            caption=marked("DrawingCaption"),
        ),
        *(
            d.Div(content=(para(*marked(f"Admonition{kind}")),), attr=d.Attr(classes=("admonition", kind)))
            for kind in ("note", "tip", "important", "warning", "caution")
        ),
        d.Div(
            content=(para(*marked("AdmonitionTitled")),),
            attr=d.Attr(classes=("admonition", "note"), pairs=(("title", word("AdmonitionTitle")),)),
        ),
        d.Div(
            content=(
                d.Div(content=(para(*marked("Summary")),), attr=d.Attr(classes=("summary",))),
                para(*marked("Details")),
            ),
            attr=d.Attr(classes=("details",)),
        ),
        d.Div(content=(para(*marked("Centered")),), attr=d.Attr(classes=("center",))),
        d.Div(content=(para(*marked("DivUnknown")),), attr=d.Attr(classes=("unheard-of",))),
        d.Div(content=()),
        d.RawBlock(format="html", text=f"<p>{word('RawBlock')}</p>"),
        d.HorizontalRule(),
        para(),
    )


def _meta() -> d.Meta:
    return d.Meta(
        title=marked("Title"),
        subtitle=word("Subtitle"),
        kind="Technical Specification",
        status="In Review",
        version="1.10",
        authors=("Platform team", "Risk & Compliance"),
        reviewers=("Architecture board",),
        approvers=("Head of engineering",),
        prd=(d.Link(content=marked("Prd"), url="https://example.com/prd"),),
        created="2026-01-02",
        updated="as written",
        classification="Internal",
        keywords=("ledger", "payments"),
        lang="en",
        fields=(d.MetaField(name="Cost centre", content=marked("MetaField")),),
    )


def document() -> d.Document:
    """Return the document: no renderer may fail on it or drop one of its words without a diagnostic."""
    blocks = _blocks()
    return d.Document(
        meta=_meta(),
        blocks=blocks,
        contents=tuple(
            d.ContentsEntry(block.level, block.content, block.attr.id, block.number)
            for block in blocks
            if isinstance(block, d.Header) and block.level <= 2
        ),
        media={
            "pixel.png": d.Media(PIXEL, "image/png", 1, 1),
            "drawing.svg": d.Media(DRAWING, "image/svg+xml", 40, 20),
        },
    )


def hostile(text: str) -> d.Document:
    """Return a document with `text` at every place that takes one."""
    run = (d.Str(text=text),)
    attr = d.Attr(
        id="target", classes=("odd", text), pairs=(("title", text), ("caption", text), (text, "value"))
    )
    blocks: tuple[d.Block, ...] = (
        d.Header(level=1, content=run, attr=d.Attr(id="target"), number="1"),
        para(
            d.Str(text=text),
            d.Code(text=text, attr=attr),
            d.Math(text=text),
            d.Link(content=run, url="https://example.com/a b<>\"'", title=text, attr=attr),
            d.Link(content=run, url="#target"),
            d.Image(content=run, url="pixel.png", title=text),
            d.Image(content=run, url=text or "none", title=text),
            d.Note(content=(para(d.Str(text=text)),)),
            d.Span(content=run, attr=d.Attr(classes=(text,))),
            d.RawInline(format=text or "html", text=text),
        ),
        d.CodeBlock(text=text, attr=attr, tokens=(d.Token("string", text),)),
        d.Table(
            columns=(d.Column(),), head=(row(cell(text)),), body=(row(cell(text)),), caption=run, number="1"
        ),
        d.Figure(content=(para(d.Image(content=run, url="pixel.png")),), caption=run, number="1"),
        d.Div(
            content=(para(d.Str(text=text)),),
            attr=d.Attr(classes=("admonition", "note"), pairs=(("title", text),)),
        ),
        d.DefinitionList(
            items=(
                d.DefinitionItem(term=run, definitions=(d.Definition(content=(para(d.Str(text=text)),)),)),
            )
        ),
        d.RawBlock(format="html", text=text),
    )
    meta = d.Meta(
        title=run,
        subtitle=text,
        kind=text,
        status=text,
        version=text,
        authors=(text, text),
        created=text,
        updated=text,
        classification=text,
        keywords=(text,),
        fields=(d.MetaField(name=text, content=run),),
    )
    contents = (d.ContentsEntry(1, run, "target", "1"),)
    return d.Document(
        meta=meta, blocks=blocks, contents=contents, media={"pixel.png": d.Media(PIXEL, "image/png", 1, 1)}
    )
