import gc
import logging
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pydyf
import pytest
from checkers import pdf as checkers
from msgspec.structs import replace

from specexport.core.context import Context, Rendered, Source
from specexport.core.options import Options
from specexport.model import document as d
from specexport.renderers.pdf import fallback_font
from specexport.renderers.pdf import writer as pdf
from specexport.renderers.pdf.weasyprint.engine import serialise
from specexport.renderers.pdf.weasyprint.engine.fetch import AllowedFiles
from specexport.style.words import localise

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic

MakeContext = Callable[..., Context]
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
)
META = d.Meta(
    title=(d.Str(text="Ledger"),),
    kind="Technical Specification",
    status="In Review",
    version="1.3",
    authors=("Payments Platform",),
    created="2026-02-03",
    updated="2026-04-17",
    lang="en",
)


def text(value: str) -> tuple[d.Inline, ...]:
    return (d.Str(text=value),)


def para(value: str) -> d.Para:
    return d.Para(content=text(value))


def section(number: int, *blocks: d.Block) -> tuple[d.Block, ...]:
    header = d.Header(
        level=1, content=text(f"Section {number}"), attr=d.Attr(id=f"s{number}"), number=str(number)
    )
    return header, *blocks


def long_document(*blocks: d.Block) -> d.Document:
    words = para("word " * 700)
    contents = tuple(d.ContentsEntry(1, text(f"Section {n}"), f"s{n}", str(n)) for n in (1, 2, 3))
    parts = (block for n in (1, 2, 3) for block in section(n, words, *(blocks if n == 2 else ())))
    return d.Document(meta=META, blocks=tuple(parts), contents=contents)


def everything() -> d.Document:
    item = d.ListItem(
        content=(para("item"), d.BulletList(items=(d.ListItem(content=(para("inner"),)),)), para("more"))
    )
    picture = d.Image(content=text("Boxes"), url="a.svg")
    row = d.Row(cells=(d.Cell(content=(para("a"),)), d.Cell(content=(para("b"),))))
    document = long_document(
        d.BulletList(items=(item, d.ListItem(content=(para("done"),), checked=True))),
        d.OrderedList(items=(item,), start=7),
        d.DefinitionList(
            items=(d.DefinitionItem(term=text("term"), definitions=(d.Definition(content=(para("m"),)),)),)
        ),
        d.Table(
            columns=(d.Column(), d.Column()), head=(row,), body=(row, row), caption=text("C"), number="1"
        ),
        d.Figure(content=(d.Para(content=(picture,)),), caption=text("C"), number="1"),
        d.Para(
            content=(d.Link(content=(picture,), url="https://example.com"), d.Note(content=(para("noted"),)))
        ),
        d.Para(content=(d.Link(content=(d.Strong(content=text("see")), *text(" there")), url="#s3"),)),
        d.CodeBlock(text="x = 1  # " + "long " * 60, attr=d.Attr(classes=("python",))),
        d.Div(content=(para("careful"),), attr=d.Attr(classes=("admonition", "warning"))),
        d.BlockQuote(content=(para("quoted"), d.BulletList(items=(item,)))),
    )
    return replace(document, media={"a.svg": d.Media(DRAWING, "image/svg+xml", 40, 20)})


class Exported:
    def __init__(
        self, document: d.Document, make_context: MakeContext, folder: Path, look: str = "base"
    ) -> None:
        self.said: list[Diagnostic] = []
        self.rendered: Rendered = pdf.render(document, make_context(self.said.append, look))
        self.path = folder / "spec.pdf"
        self.path.write_bytes(self.rendered.data)

    @property
    def words(self) -> str:
        return checkers.text(self.path)


Export = Callable[..., Exported]


@pytest.fixture
def export(make_context: MakeContext, tmp_path: Path) -> Export:
    return lambda document, look="base": Exported(document, make_context, tmp_path, look)


def test_cover_contents_and_running_lines(export: Export):
    exported = export(long_document())
    pages = exported.words.split("\f")
    assert "TECHNICAL SPECIFICATION\nLedger" in pages[0]
    assert "Payments Platform" in pages[0]
    assert "Page 1" not in pages[0]
    assert re.search(r"Contents\n1 Section 1 3\n2 Section 2 \d\n3 Section 3 \d", pages[1])
    assert f"Page 2 of {exported.rendered.pages}" in pages[1]
    assert "In Review · 1.3" in pages[2]


def test_two_sections_have_no_page_of_contents(export: Export):
    document = long_document()
    exported = export(replace(document, contents=document.contents[:2]))
    assert "Contents" not in exported.words
    assert exported.rendered.anchors["s1"] == 2


def test_contents_of_long_headings_stay_on_their_page(export: Export):
    document = long_document()
    long = text("What is to be done when the other side does not answer in time and how that is told to it")
    entries = tuple(d.ContentsEntry(1 + (n % 4 > 0), long, "s1", f"{n}.1") for n in range(28))
    exported = export(replace(document, contents=entries))
    assert exported.rendered.anchors["s1"] == 3


def test_anchors_tell_the_page(export: Export):
    exported = export(long_document())
    assert exported.rendered.anchors["s1"] == 3
    pages = exported.words.split("\f")
    assert "3 Section 3" in pages[exported.rendered.anchors["s3"] - 1]


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "Section 3, page {}"), ("de", "Section 3, Seite {}")],
)
def test_references_say_on_which_page_is_what_they_lead_to(
    make_context: MakeContext, tmp_path: Path, lang: str, said: str
):
    links = (("Section 3", "#s3"), ("see there", "#s3"), ("Section 3", "https://example.com/"))
    paragraphs = [d.Para(content=(d.Link(content=text(words), url=url),)) for words, url in links]
    context = make_context()
    path = tmp_path / "spec.pdf"

    def words(document: d.Document, **tokens: bool) -> tuple[str, dict[str, int]]:
        look = replace(localise(context.style, lang), **tokens)
        rendered = pdf.render(document, replace(context, style=look))
        path.write_bytes(rendered.data)
        return " ".join(checkers.text(path).split()), dict(rendered.anchors)

    found, anchors = words(long_document(*paragraphs))
    assert found.count(said.format(anchors["s3"])) == 1
    assert said.partition("{")[0] not in words(long_document(*paragraphs), page_references=False)[0]
    short = d.Document(meta=META, blocks=(*section(3), paragraphs[0]))
    assert said.partition("{")[0] not in words(short)[0]


def test_a_row_of_a_third_of_a_page_may_go_on_on_the_next(export: Export):
    def row(*texts: str) -> d.Row:
        return d.Row(cells=tuple(d.Cell(content=(para(words),)) for words in texts))

    high = " ".join(f"word{number:04d}" for number in range(2600))
    table = d.Table(
        columns=(d.Column(), d.Column()), head=(row("a", "b"),), body=(row("one", high), row("two", "last"))
    )
    exported = export(d.Document(meta=META, blocks=(*section(1), para("lead " * 300), table)))
    pages = exported.words.split("\f")
    begun = next(number for number, page in enumerate(pages) if "word0000" in page)
    assert "lead" in pages[begun]
    assert "word0000" not in pages[begun + 1]
    assert exported.words.count("word") == 2600
    assert checkers.off_page(exported.path) == []


def test_a_short_document_has_a_title_block_and_no_contents(export: Export):
    contents = (d.ContentsEntry(1, text("Section 1"), "s1", "1"),)
    exported = export(d.Document(meta=META, blocks=section(1, para("Short.")), contents=contents))
    assert exported.rendered.pages == 1
    assert "Contents" not in exported.words


def test_properties_come_from_the_document(export: Export):
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(export(long_document()).path) as file:
        assert str(file.docinfo.Title) == "Ledger"
        assert str(file.docinfo.Author) == "Payments Platform"
        assert str(file.docinfo.CreationDate).startswith("D:20260203")
        assert str(file.docinfo.ModDate).startswith("D:20260417")
        assert str(file.Root.Lang) == "en"


def test_bookmarks_are_the_headings(export: Export):
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(export(long_document()).path) as file, file.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [
            "Contents",
            "1 Section 1",
            "2 Section 2",
            "3 Section 3",
        ]


def test_footnotes_stand_on_their_page_and_keep_their_spaces(export: Export):
    content = (d.Str(text="first line"), d.SoftBreak(), d.Str(text="second line"))
    note = d.Note(content=(d.Para(content=content),))
    exported = export(
        d.Document(meta=META, blocks=(d.Para(content=(d.Str(text="Text"), note)), para("x " * 900)))
    )
    assert "1 first line second line" in exported.words.split("\f")[0]


def test_lists_count_from_where_they_start(export: Export):
    items = tuple(d.ListItem(content=(para(word),)) for word in ("seven", "eight"))
    words = export(d.Document(blocks=(d.OrderedList(items=items, start=7, delimiter="one-paren"),))).words
    assert {"7)", "8)"} <= set(words.split())


def test_long_lines_of_code_go_on_behind_a_mark_that_is_no_text(export: Export):
    words = export(d.Document(blocks=(d.CodeBlock(text="word " * 40),))).words
    assert "word " * 39 + "word" in words


def test_nothing_leaves_the_page(export: Export):
    cells = tuple(d.Cell(content=(para("x" * 60 + "_" + "WideCellContent" * 3),)) for _ in range(14))
    table = d.Table(columns=(d.Column(),) * 14, head=(d.Row(cells=cells),), body=(d.Row(cells=cells),))
    diagram = d.CodeBlock(text="│" + "─" * 200 + "│", attr=d.Attr(classes=("box-diagram",)))
    blocks = (
        table,
        diagram,
        para("y" * 300),
        d.BlockQuote(content=(table, diagram)),
        d.CodeBlock(text="z" * 300),
    )
    assert checkers.off_page(export(d.Document(meta=META, blocks=blocks)).path) == []


def test_a_wide_table_takes_its_heading_to_a_turned_page(export: Export):
    cells = tuple(d.Cell(content=(para("considerable words " * 6),)) for _ in range(11))
    table = d.Table(columns=(d.Column(),) * 11, head=(d.Row(cells=cells),), body=(d.Row(cells=cells),) * 5)
    exported = export(d.Document(meta=META, blocks=(para("before"), *section(1, table), para("after"))))
    pages = exported.words.split("\f")
    heading = next(number for number, words in enumerate(pages) if "1 Section 1" in words)
    assert re.search(r"considerable\s+words", pages[heading])
    assert "before" not in pages[heading]
    assert "after" not in pages[heading]


def test_a_character_without_a_font_is_a_box_that_can_be_copied(export: Export):
    exported = export(d.Document(blocks=(d.Para(content=text("a \U00016883 b"), pos=d.Pos(7)),)))
    assert [(one.code, one.pos and one.pos.line) for one in exported.said] == [("SX771", 7)]
    assert "\U00016883" in exported.words


def test_a_picture_without_words_is_reported(export: Export):
    picture = d.Image(content=(), url="a/boxes.svg", pos=d.Pos(3))
    media = {"a/boxes.svg": d.Media(DRAWING, "image/svg+xml", 40, 20)}
    exported = export(d.Document(blocks=(d.Para(content=(picture,)),), media=media))
    assert [str(one) for one in exported.said] == [
        "spec.md:3:1: warning SX772 picture boxes.svg has no alternative text "
        "(write what it shows between the square brackets)"
    ]


@pytest.mark.parametrize("look", ["base", "corporate"])
def test_archival_and_accessible(export: Export, look: str):
    exported = export(everything(), look)
    assert exported.said == []
    assert checkers.syntax([exported.path]) == {exported.path: []}
    assert checkers.conformance([exported.path]) == {exported.path: []}


def test_words_and_places_do_not_leak(export: Export):
    data = export(everything()).rendered.data
    assert b"file://" not in data
    assert str(Path.home()).encode() not in data


def test_the_same_document_makes_the_same_bytes(export: Export):
    document = everything()
    assert export(document).rendered.data == export(document).rendered.data


def test_other_files_cannot_be_had():
    files = AllowedFiles()
    mine = files.put(b"mine")
    assert files.fetch(mine).read() == b"mine"
    for url in ("file:///etc/passwd", "https://example.com/a.png", "data:text/html,x", "specexport:9", ""):
        with pytest.raises(ValueError, match="not a picture"):
            files.fetch(url)


def test_garbage_collection_and_the_log_are_left_as_they_were(export: Export):
    logger = logging.getLogger("weasyprint")
    before = (gc.isenabled(), logger.handlers[:], logger.propagate, logger.level)
    export(d.Document(blocks=(para("x"),)))
    assert (gc.isenabled(), logger.handlers, logger.propagate, logger.level) == before


def test_a_broken_rule_of_a_style_is_reported_and_not_printed(
    make_context: MakeContext, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    (tmp_path / "style.css").write_text("p { colour: red }", "utf-8")
    said: list[Diagnostic] = []
    context = make_context(said.append)
    context = replace(context, style=replace(context.style, css=(*context.style.css, tmp_path / "style.css")))
    pdf.render(d.Document(blocks=(para("x"),)), context)
    assert [one.code for one in said] == ["SX770"]
    assert "colour" in said[0].message
    assert capfd.readouterr() == ("", "")


def test_a_stream_may_end_like_a_line() -> None:
    for content in (b"a", b"a\r", b"a\n", b"a\r\n", b""):
        stream = pydyf.Stream([content])
        serialise.keep(stream)
        head, _, rest = stream.data.partition(b"stream\n")
        assert f"/Length {len(content)}".encode() in head
        end = re.search(rb"(?:\r\n|\r|\n)endstream$", rest)
        assert end is not None
        assert rest[: end.start()] == content


def test_the_source_is_attached_when_asked_for(make_context: MakeContext, tmp_path: Path):
    pikepdf = pytest.importorskip("pikepdf")
    context = make_context()
    context = replace(
        context, source=Source(b"# Ledger\n", "specs/ledger.md"), options=Options(attach_source=True)
    )
    path = tmp_path / "spec.pdf"
    path.write_bytes(pdf.render(everything(), context).data)
    with pikepdf.open(path) as file:
        assert list(file.attachments) == ["ledger.md"]
        assert file.attachments["ledger.md"].get_file().read_bytes() == b"# Ledger\n"
    assert pdf.render(everything(), context).data == path.read_bytes()
    assert b"specs/" not in path.read_bytes()
    assert checkers.conformance([path], ("ua1", "3a")) == {path: []}


def test_the_attached_source_has_no_private_comment(make_context: MakeContext, tmp_path: Path):
    pikepdf = pytest.importorskip("pikepdf")
    said: list[Diagnostic] = []
    source = Source(b"# Ledger\n\na <!-- SECRET --> b %% SECRET %%\n\n`%% code %%`\n", "ledger.md")
    context = replace(make_context(said.append), source=source, options=Options(attach_source=True))
    path = tmp_path / "spec.pdf"
    path.write_bytes(pdf.render(everything(), context).data)
    with pikepdf.open(path) as file:
        attached = file.attachments["ledger.md"]
        data = attached.get_file().read_bytes()
        assert "2 private comments are left out" in attached.description
    assert b"SECRET" not in data
    assert b"%% code %%" in data
    assert "SX804" in [one.code for one in said]


def test_pictures_finer_than_print_are_reduced(export: Export):
    image = pytest.importorskip("PIL.Image")
    file = BytesIO()
    image.effect_noise((4000, 1000), 80).convert("RGB").save(file, "PNG")
    media = {"a.png": d.Media(file.getvalue(), "image/png", 4000, 1000)}
    picture = d.Para(content=(d.Image(content=text("Noise"), url="a.png"),))
    exported = export(d.Document(blocks=(d.Figure(content=(picture,)),), media=media))
    assert len(exported.rendered.data) < len(file.getvalue()) / 4
    assert exported.said == []


def test_lists_of_figures_and_tables_follow_the_contents(export: Export):
    row = d.Row(cells=(d.Cell(content=(para("a"),)),))
    tables = tuple(
        d.Table(columns=(d.Column(),), body=(row,), caption=text(f"Kind {n}"), number=str(n))
        for n in range(1, 4)
    )
    words = export(long_document(*tables)).words.split("\f")[1]
    assert re.search(r"Tables\n[^\f]*1 Kind 1 (\d)\n2 Kind 2 \1\n3 Kind 3 \1\n", words)


def test_characters_in_titles_and_drawings_get_a_font_too(export: Export):
    drawing = DRAWING.replace(b"</svg>", '<text x="2" y="9">\U00016884</text></svg>'.encode())
    pairs = (("title", "\U00016885"),)
    blocks = (
        d.Div(content=(para("x"),), attr=d.Attr(classes=("admonition", "tip"), pairs=pairs)),
        d.Para(content=(d.Image(content=text("Boxes"), url="a.svg"),)),
    )
    exported = export(d.Document(blocks=blocks, media={"a.svg": d.Media(drawing, "image/svg+xml", 40, 20)}))
    assert checkers.conformance([exported.path]) == {exported.path: []}
    assert {"\U00016884", "\U00016885"} <= set(exported.words)


def test_letters_that_join_all_have_a_text(export: Export):
    blocks = (para("السلام عليكم الصلاة"), d.CodeBlock(text="first second"))
    exported = export(d.Document(meta=replace(META, lang="ar"), blocks=blocks))
    assert exported.said == []
    assert checkers.conformance([exported.path]) == {exported.path: []}


def test_cells_below_spanning_headers_find_them(export: Export):
    def cell(value: str, rows: int = 1, columns: int = 1) -> d.Cell:
        return d.Cell(content=(para(value),) if value else (), row_span=rows, col_span=columns)

    head = (d.Row(cells=(cell("", 2, 2), cell("def", 1, 2))), d.Row(cells=(cell("Go"), cell("asm"))))
    body = (d.Row(cells=(cell("call", 2), cell("Go"), cell("a"), cell("b"))),)
    body += (d.Row(cells=(cell("asm"), cell("c"), cell("d"))),)
    exported = export(d.Document(blocks=(d.Table(columns=(d.Column(),) * 4, head=head, body=body),)))
    assert checkers.conformance([exported.path]) == {exported.path: []}


def test_a_symbol_that_no_font_has_is_drawn_by_the_styles_own(export: Export, make_context: MakeContext):
    exported = export(d.Document(blocks=(d.Para(content=text("\u2705 and \U0001f680"), pos=d.Pos(7)),)))
    assert exported.said == []
    assert {"\u2705", "\U0001f680"} <= set(exported.words)
    assert checkers.conformance([exported.path]) == {exported.path: []}
    drawings = fallback_font.drawn("\u2705\u65e5", make_context().style)
    assert list(drawings) == ["\u2705"]
    assert fallback_font.font("\u2705\u65e5", drawings) == fallback_font.font("\u65e5\u2705", drawings)
    assert fallback_font.font("\u2705", drawings) != fallback_font.font("\u2705")


def test_the_programs_own_words_have_letters_too(make_context: MakeContext):
    context = make_context()
    look = localise(context.style, "ja")
    found = fallback_font.unusual(d.Document(), look)
    assert set("目次") <= set(found)
    assert fallback_font.unusual(d.Document(), context.style) == []
