"""The package: parts, properties, cover, contents, the same bytes, and what outside checkers say."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import kitchen_sink
import pytest
from checkers import word as checks
from msgspec.structs import replace
from PIL import Image
from test_docx_text import FORMULAS
from wordfile import W, Word, para, style_of, text_of

from specexport import style
from specexport.model import document as d
from specexport.renderers import docx
from specexport.renderers.docx import styles
from specexport.renderers.docx.front import pages
from specexport.renderers.docx.parts import fonts
from specexport.renderers.docx.styles import theme
from specexport.renderers.docx.styles.properties import WmlTokens

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from specexport.core.context import Context
    from specexport.core.diagnostics import Diagnostic

    Render = Callable[..., Word]


def long_document(**meta: Any) -> d.Document:
    """Return a document long enough for a cover and contents."""
    blocks: list[d.Block] = []
    for number in range(1, 13):
        ident = f"part-{number}"
        blocks.append(
            d.Header(
                level=1, content=(d.Str(text=f"Part {number}"),), attr=d.Attr(id=ident), number=str(number)
            )
        )
        blocks += [para("Words that fill a line and then some more of them. " * 8)] * 5
    known: dict[str, Any] = {
        "title": (d.Str(text="Ledger"),),
        "kind": "Technical Specification",
        "status": "Draft",
    }
    entries = tuple(
        d.ContentsEntry(block.level, block.content, block.attr.id, block.number)
        for block in blocks
        if isinstance(block, d.Header)
    )
    return d.Document(meta=d.Meta(**{**known, **meta}), blocks=tuple(blocks), contents=entries)


def test_the_same_document_is_the_same_bytes(render: Render) -> None:
    first, second = (render(document=kitchen_sink.document()) for _ in range(2))
    assert first.data == second.data
    assert first.dates == {(1980, 1, 1, 0, 0, 0)}
    assert next(iter(first.parts)) == "[Content_Types].xml"


def test_a_document_without_dates_bears_none(render: Render) -> None:
    core = render(para("Text.")).parts["docProps/core.xml"]
    assert b"dcterms:created" not in core
    assert b"dcterms:modified" not in core


def test_there_is_nothing_that_dates_or_prompts(render: Render) -> None:
    word = render(document=long_document())
    assert word.find("//w:compatSetting[@w:name='compatibilityMode']/@w:val", "word/settings.xml") == ["15"]
    assert not word.find("//w:updateFields", "word/settings.xml")
    assert not word.find("//*[@w:dirty]")
    assert not [name for name in word.parts if "thumbnail" in name or "stylesWithEffects" in name]


def test_the_contents_are_filled_in_and_link_to_the_headings(render: Render) -> None:
    word = render(document=long_document())
    entries = [text for name, text in word.styles() if name == "TOC1"]
    assert entries[0].startswith("1Part 1")
    assert len(entries) == 12
    anchors = word.find("//w:sdt//w:hyperlink/@w:anchor")
    assert set(anchors) <= set(word.find("//w:bookmarkStart/@w:name"))
    assert any("TOC" in (code.text or "") for code in word.find("//w:instrText"))


def test_the_contents_show_the_pages_of_the_layout_that_knows_them(
    make_context: Callable[..., Context],
) -> None:
    from specexport.renderers import docx

    context = make_context()
    context = replace(context, anchors={"part-2": 41, "part-3": 57})
    word = Word(docx.render(long_document(), context).data)
    assert [text for name, text in word.styles() if name == "TOC1"][1:3] == ["2Part 241", "3Part 357"]


def test_the_cover_says_what_the_document_is(render: Render) -> None:
    word = render(document=long_document(version="2.0", authors=("Ana",)))
    first = [(name, text) for name, text in word.styles() if text][:5]
    assert first[:2] == [("CoverKind", "Technical Specification"), ("Title", "Ledger")]
    assert ("CoverField", "Status\u00a0Draft\u00a0") in first
    assert word.find("//w:rStyle[@w:val='StatusDraft']")
    assert len(word.find("//w:sectPr[w:titlePg]")) == 1


def test_a_short_document_has_a_title_block_and_no_contents(render: Render) -> None:
    document = replace(long_document(), blocks=(para("Short."),), contents=())
    word = render(document=document)
    assert ("Title", "Ledger") in word.styles()
    assert not word.find("//w:sdt")
    assert len(word.find("//w:sectPr")) == 1


def test_a_status_that_the_style_does_not_know_is_shown_all_the_same(render: Render) -> None:
    assert "StatusSomehow" in text_of(render(document=long_document(status="Somehow")).tree())


def test_header_and_footer_are_fields_with_their_results(render: Render) -> None:
    word = render(document=long_document(version="2.0", classification="Internal"))
    parts = [
        word.tree(name) for name in sorted(word.parts) if name.startswith(("word/header", "word/footer"))
    ]
    texts = ["".join(text_of(part)) for part in parts]
    codes = " ".join(code.text or "" for part in parts for code in part.iter(f"{W}instrText"))
    assert "LedgerDraft · 2.0" in texts
    assert any(text.startswith("InternalPage 2 of") for text in texts)
    assert all(name in codes for name in ("TITLE", "PAGE", "NUMPAGES", 'DOCPROPERTY "Status"'))


def test_properties_say_what_the_document_says(render: Render) -> None:
    word = render(document=kitchen_sink.document())
    core = word.parts["docProps/core.xml"].decode()
    custom = word.parts["docProps/custom.xml"].decode()
    assert f"<dc:title>{kitchen_sink.word('Title')}</dc:title>" in core
    assert "<dc:creator>Platform team, Risk &amp; Compliance</dc:creator>" in core
    assert "2026-01-02T00:00:00Z" in core
    assert 'name="Status"><vt:lpwstr>In Review<' in custom
    assert 'name="Cost centre"' in custom


def test_properties_longer_than_word_takes_are_cut(render: Render) -> None:
    word = render(document=long_document(title=(d.Str(text="x" * 400),), authors=("y" * 300, "z" * 300)))
    assert b"x" * 255 in word.parts["docProps/core.xml"]
    assert b"x" * 256 not in word.parts["docProps/core.xml"]


def test_pictures_keep_their_bytes_and_alternative_text(render: Render) -> None:
    word = render(document=kitchen_sink.document())
    assert kitchen_sink.PIXEL in word.parts.values()
    assert kitchen_sink.word("FigureAlt") in word.find("//wp:docPr/@descr")
    assert len(set(word.find("//wp:docPr/@id"))) == len(word.find("//wp:docPr"))


def test_a_picture_is_no_wider_than_the_text(render: Render) -> None:
    media = {"wide.png": d.Media(kitchen_sink.PIXEL, "image/png", 6000, 3000)}
    image = d.Image(content=(), url="wide.png")
    word = render(document=d.Document(blocks=(para(image),), media=media))
    (extent,) = word.find("//wp:extent")
    page = style.load("base").page
    assert int(extent.get("cx")) == pytest.approx(page.text_width * 12700, rel=0.001)
    assert int(extent.get("cx")) == pytest.approx(2 * int(extent.get("cy")), rel=0.001)


def test_a_drawing_goes_in_as_a_bitmap_with_itself_beside(render: Render) -> None:
    active = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" onload="x()"><script>evil()</script>'
    )
    active += (
        b'<image href="file:///etc/hosts"/><rect width="9" height="9" fill="url(http://e.com/a)"/></svg>'
    )
    media = {"d.svg": d.Media(active, "image/svg+xml", 40, 20)}
    word = render(document=d.Document(blocks=(para(d.Image(content=(), url="d.svg")),), media=media))
    (drawing,) = [data for name, data in word.parts.items() if name.endswith(".svg")]
    assert b"svgBlip" in word.parts["word/document.xml"]
    assert any(data.startswith(b"\x89PNG") for data in word.parts.values())
    assert not any(bad in drawing for bad in (b"evil", b"onload", b"hosts", b"e.com"))


def test_a_drawing_that_cannot_be_drawn_is_reported(render: Render, reports: list[Diagnostic]) -> None:
    media = {"d.svg": d.Media(b"<svg", "image/svg+xml", 40, 20)}
    whole = d.Document(blocks=(para(d.Image(content=(), url="d.svg")),), media=media)
    word = render(document=whole, report=reports.append)
    assert [report.code for report in reports] == ["SX761"]
    assert "Word file: it is not well-formed XML" in reports[0].message
    assert word.find("//w:rStyle[@w:val='MissingPicture']")


def test_a_picture_that_is_not_there_is_a_box_with_its_words(render: Render) -> None:
    image = d.Image(content=(d.Str(text="The plan"),), url="https://example.com/plan.png")
    word = render(para(image))
    assert word.find("//w:rStyle[@w:val='MissingPicture']")
    assert "The plan" in text_of(word.tree())
    assert len(word.find("//w:hyperlink")) == 1


def test_every_style_in_use_and_in_reference_is_defined(render: Render) -> None:
    word = render(document=kitchen_sink.document())
    defined = set(word.find("//w:style/@w:styleId", "word/styles.xml"))
    used = set(word.find("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"))
    named = set(word.find("//w:basedOn/@w:val | //w:next/@w:val", "word/styles.xml"))
    bound = set(word.find("//w:pStyle/@w:val", "word/numbering.xml"))
    assert used | named | bound <= defined


def test_what_a_person_looks_for_in_the_gallery_is_there() -> None:
    names = styles.part(style.load("base"), "en").decode()
    wanted = ["Title", "Subtitle", "Body Text", "caption", "Quote", "Source Code", "header", "footer"]
    wanted += (
        [f"heading {n}" for n in range(1, 10)] + [f"toc {n}" for n in range(1, 4)] + ["Specification Table"]
    )
    wanted += [
        f"List {kind}{f' {n}' if n > 1 else ''}" for kind in ("Bullet", "Number") for n in range(1, 10)
    ]
    assert [name for name in wanted if f'<w:name w:val="{name}"/>' not in names] == []


def test_a_role_of_the_palette_refers_to_the_theme() -> None:
    base = style.load("base")
    (color,) = WmlTokens(base).color(base.colors.primary)
    assert 'w:themeColor="accent1"' in color.xml()
    assert base.colors.primary[1:].upper().encode() in theme.theme(base)


def test_text_goes_on_as_body_after_a_heading(render: Render) -> None:
    word = render(para("x"))
    following = {
        entry.get(f"{W}styleId"): entry.find(f"{W}next").get(f"{W}val")
        for entry in word.find("//w:style[w:next]", "word/styles.xml")
    }
    assert {following[name] for name in ("Heading1", "Caption", "SourceCode", "Quote", "LeadIn")} == {
        "BodyText"
    }
    assert style_of(word.paragraph("x")) == "BodyText"


@pytest.fixture
def files(render: Render, tmp_path: Path) -> list[Path]:
    """Files that between them hold everything the renderer writes."""
    wide = d.Table(
        columns=(d.Column(),) * 20,
        head=(d.Row(cells=tuple(d.Cell(content=(para(f"heading{n}"),)) for n in range(20))),),
        body=(d.Row(cells=tuple(d.Cell(content=(para("identification"),)) for _ in range(20))),),
    )
    long = long_document(lang="de", authors=("Ana", "Bo"))
    formulas = tuple(para(d.Math(text=text, display=True)) for text in FORMULAS)
    made = {
        "math": d.Document(blocks=formulas),
        "sink": kitchen_sink.document(),
        "long": replace(long, blocks=(*long.blocks, wide, para("After."))),
        "empty": d.Document(),
        "hostile": replace(kitchen_sink.hostile(kitchen_sink.HOSTILE[5]), meta=long.meta),
    }
    paths = []
    for name, document in made.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(render(document=document, look="corporate").data)
        paths.append(path)
    return paths


@pytest.mark.parametrize("check", [checks.open_xml_sdk, checks.lint, checks.openxml_audit])
def test_outside_checkers_find_nothing(
    files: list[Path], check: Callable[..., dict[Path, list[str]]]
) -> None:
    found = check(files)
    assert {path.name: texts for path, texts in found.items() if texts} == {}


def test_a_picture_with_more_pixels_than_print_needs_is_made_smaller(render: Render) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (12000, 300), "#336699").save(stream, "PNG")
    media = {"big.png": d.Media(stream.getvalue(), "image/png", 12000, 300)}
    word = render(document=d.Document(blocks=(para(d.Image(content=(), url="big.png")),), media=media))
    (data,) = [data for name, data in word.parts.items() if name.startswith("word/media/")]
    width, height = Image.open(io.BytesIO(data)).size
    assert width == round(style.load("base").page.text_width / 72 * 220)
    assert height == pytest.approx(width / 40, abs=1)


def test_the_fonts_of_the_style_travel_with_the_document(render: Render) -> None:
    word = render(para("x"), look="corporate")
    families = {
        font.get(f"{W}name"): [child.tag.removeprefix(W) for child in font if "embed" in child.tag]
        for font in word.find("//w:font", "word/fontTable.xml")
    }
    assert families["Manrope"] == ["embedBold"]
    assert families["Open Sans"] == ["embedRegular", "embedBold", "embedItalic", "embedBoldItalic"]
    assert families["DejaVu Sans Mono"] == []
    assert word.find("//w:embedTrueTypeFonts", "word/settings.xml")
    (bold,) = [data for name, data in word.parts.items() if name.endswith("Manrope-Bold.odttf")]
    key = word.find("//w:font[@w:name='Manrope']/w:embedBold/@w:fontKey", "word/fontTable.xml")[0]
    (face,) = [face for face in style.load("corporate").fonts if face.family == "Manrope"]
    assert face.path is not None
    assert bold[:32] != face.path.read_bytes()[:32]
    assert fonts.obfuscate(bold, key) == face.path.read_bytes()


def numbered(*kinds: type[d.Figure | d.Table | d.CodeBlock]) -> list[d.Block]:
    """Return blocks with captions, numbered by kind."""
    cell = d.Row(cells=(d.Cell(content=(para("cell"),)),))
    words = (d.Str(text="What it shows"),)
    made: list[d.Block] = []
    for kind in kinds:
        number = str(1 + sum(type(block) is kind for block in made))
        attr = d.Attr(id=f"{kind.__name__.lower()}-{number}", pairs=(("caption", "What it does"),))
        if kind is d.Table:
            made.append(d.Table(columns=(d.Column(),), body=(cell,), caption=words, number=number, attr=attr))
        elif kind is d.Figure:
            made.append(d.Figure(content=(para("x"),), caption=words, number=number, attr=attr))
        else:
            made.append(d.CodeBlock(text="x", number=number, attr=attr))
    return made


def test_three_tables_are_listed_after_the_contents_and_two_figures_are_not(render: Render) -> None:
    blocks = numbered(d.Table, d.Figure, d.Table, d.Figure, d.Table)
    long = long_document()
    word = render(document=replace(long, blocks=(*long.blocks, *blocks)))
    entries = [text for name, text in word.styles() if name == "TableofFigures"]
    assert [re.split(r"(?<=shows)", entry)[0] for entry in entries] == [
        f"Table {number}  What it shows" for number in (1, 2, 3)
    ]
    codes = [code.text.strip() for code in word.find("//w:instrText")]
    assert [code for code in codes if " \\c " in code] == ['TOC \\h \\z \\c "Table"']
    assert {f"PAGEREF _Table_{number} \\h" for number in (1, 2, 3)} <= set(codes)
    assert {"_Table_1", "_Table_2", "_Table_3"} <= set(word.find("//w:bookmarkStart/@w:name"))


@pytest.mark.parametrize(
    ("words", "target", "code"),
    [
        ("Figure 2", "figure-2", "REF _Figure_2 \\h"),
        ("Table 1", "table-1", "REF _Table_1 \\h"),
        ("Listing 1", "codeblock-1", "REF _Listing_1 \\h"),
        ("Part 3", "part-3", "REF part_3 \\h"),
        ("Section 3", "part-3", "REF part_3 \\r \\h"),
        ("3", "part-3", "REF part_3 \\r \\h"),
        ("the picture", "figure-2", ""),
        ("Figure 1", "figure-2", ""),
        ("Part 13", "part-3", ""),
    ],
)
def test_a_link_that_says_what_its_target_is_called_is_a_reference(
    render: Render, words: str, target: str, code: str
) -> None:
    link = d.Link(content=(d.Str(text=words),), url=f"#{target}")
    blocks = numbered(d.Table, d.Figure, d.Figure, d.CodeBlock)
    word = render(document=replace(long_document(), blocks=(*long_document().blocks, *blocks, para(link))))
    last = word.find("//w:body/w:p")[-1]
    found = [one.text.strip() for one in last.iter(f"{W}instrText")]
    assert found == ([code, f"PAGEREF {code.split()[1]} \\h"] if code else [])
    assert re.fullmatch(rf"{words}, page\u00a0\d+" if code else words, text_of(last))
    assert (last.find(f"{W}hyperlink") is None) == bool(code)


def test_a_style_can_have_references_without_pages(make_context: Callable[..., Context]) -> None:
    link = d.Link(content=(d.Str(text="Section 3"),), url="#part-3")
    document = replace(long_document(), blocks=(*long_document().blocks, para(link)))
    context = make_context()
    plain = replace(context, style=replace(context.style, page_references=False))
    said = [
        text_of(Word(docx.render(document, one).data).find("//w:body/w:p")[-1]) for one in (context, plain)
    ]
    assert re.fullmatch(r"Section 3, page\u00a0\d+", said[0])
    assert said[1] == "Section 3"


def test_a_document_with_nothing_but_a_title_has_it_above_the_contents(render: Render) -> None:
    bare = long_document(kind="", status="")
    word = render(document=bare)
    assert word.find("//w:docPartGallery/@w:val") == ["Table of Contents"]
    assert word.styles()[0] == ("Title", "Ledger")
    assert len(word.find("//w:sectPr")) == 2


def test_contents_are_set_closer_by_steps_and_not_where_that_would_not_help() -> None:
    base, long = style.load("base"), long_document()
    steps = [
        pages.tightness(replace(long, contents=long.contents[:1] * count), base)
        for count in (10, 40, 55, 400)
    ]
    assert steps == [0, 1, 2, 0]
    sizes = [styles.part(base, "en", tight=step).count(b'w:line="210"') for step in (0, 2)]
    assert sizes[0] != sizes[1]


def test_leaders_of_the_contents_are_light(render: Render) -> None:
    word = render(document=long_document())
    run = "//w:p[w:pPr/w:pStyle/@w:val='TOC1']//w:r[w:tab][last()]/w:rPr"
    assert len(set(word.find(f"{run}/w:color/@w:val"))) == 1
    assert set(word.find(f"{run}/w:b/@w:val")) == {"0"}


def test_the_contents_have_room_for_the_longest_number() -> None:
    base = style.load("base")
    rooms = []
    for numbers in ((), ("9", "9.1"), ("19", "19.10"), ("19", "19.10", "19.10.12")):
        (made,) = re.findall(
            r'w:styleId="TOC3">.*?w:hanging="(\d+)"', styles.part(base, "en", numbers=numbers).decode()
        )
        rooms.append(int(made))
    assert rooms[0] == rooms[1] == rooms[2] < rooms[3]
