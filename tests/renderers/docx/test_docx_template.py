"""The company's own template: what of it stays, what is filled in, what is added, what is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import kitchen_sink
import pytest
import templates
from checkers import word as checks
from msgspec.structs import replace
from test_docx_package import long_document
from wordfile import W, Word, para, style_of, text_of

import specexport
from specexport.core.diagnostics import EnvironmentProblem
from specexport.model import document as d
from specexport.model import walk
from specexport.renderers import docx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from specexport.core.context import Context
    from specexport.core.diagnostics import Diagnostic

    Fill = Callable[..., Word]


@pytest.fixture
def fill(make_context: Callable[..., Context], tmp_path: Path) -> Fill:
    """Render a document into a template."""

    def filled(
        template: bytes,
        document: d.Document,
        styles: tuple[tuple[str, str], ...] = (),
        report: Any = lambda _: None,
        numbering: bool = True,
    ) -> Word:
        path = tmp_path / "template.dotx"
        path.write_bytes(template)
        context = make_context(report)
        word = replace(context.style.docx, template=path, styles=styles)
        context = replace(context, style=replace(context.style, docx=word, numbering=numbering))
        return Word(docx.render(document, context).data)

    return filled


def document(**meta: Any) -> d.Document:
    """Return a document with a list, code, a footnote and a link in it."""
    long = long_document(version="2.0", updated="2026-03-04", **meta)
    note = d.Note(content=(para("A note of the text."),))
    item = d.ListItem(content=(para("An item"),))
    link = d.Link(content=(d.Str(text="there"),), url="https://example.com/")
    blocks = (para("Noted", note, " and ", link), d.BulletList(items=(item,)), d.CodeBlock(text="x = 1"))
    cost = d.MetaField("Cost centre", (d.Str(text="4711"),))
    return replace(long, blocks=(*long.blocks, *blocks), meta=replace(long.meta, fields=(cost,)))


WIDE = d.Table(
    columns=(d.Column(),) * 20,
    head=(d.Row(cells=tuple(d.Cell(content=(para(f"heading{n}"),)) for n in range(20))),),
    body=(d.Row(cells=tuple(d.Cell(content=(para("identification"),)) for _ in range(20))),),
)


def names(word: Word) -> dict[str, str]:
    return {
        one.get(f"{W}styleId"): one.find(f"{W}name").get(f"{W}val")
        for one in word.find("//w:style", "word/styles.xml")
    }


def test_the_text_stands_where_the_bookmark_is(fill: Fill) -> None:
    texts = [text for _, text in fill(templates.localised(), document()).styles()]
    assert texts[0].startswith("Gezeichnet im Haus")
    assert texts[-1] == "Schlussformel"
    assert "Part 1" in texts
    assert not any("Hier steht" in text for text in texts)


def test_styles_are_found_by_their_german_names(fill: Fill) -> None:
    word = fill(templates.localised(), document())
    assert style_of(word.find("//w:body/w:p[w:r/w:t='Part 2']")[0]) == "berschrift1"
    assert style_of(word.paragraph("An item")) == "Aufzhlung"
    assert style_of(word.paragraph("Words that fill")) == "Textkrper"
    assert style_of(word.paragraph("Ledger")) == "Titel"
    assert "heading 1" not in names(word).values()
    assert names(word)["berschrift1"] == "Überschrift 1"


def test_only_styles_that_are_needed_and_missing_are_added(fill: Fill) -> None:
    added = names(fill(templates.localised(), document()))
    assert added["SourceCode"] == "Hauszeile"
    assert added["SpecificationSourceCode"] == "Source Code"
    assert {"toc 1", "Hyperlink"} <= set(added.values())
    assert not {"NoteTitle", "Keyboard", "CoverLogo"} & added.keys()


def test_every_style_in_use_is_defined(fill: Fill) -> None:
    for template in (templates.localised(), templates.covered(), templates.sampled()):
        word = fill(template, replace(kitchen_sink.document(), meta=document().meta))
        used = set(word.find("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"))
        named = set(word.find("//w:basedOn/@w:val | //w:next/@w:val", "word/styles.xml"))
        bound = set(word.find("//w:pStyle/@w:val", "word/numbering.xml"))
        assert (used | named | bound) - names(word).keys() == set()


def test_the_template_numbers_its_headings_and_other_lists_follow_behind(fill: Fill) -> None:
    word = fill(templates.localised(), document())
    heading = word.find("//w:body/w:p[w:r/w:t='Part 2']")[0]
    assert heading.find(f"{W}pPr/{W}numPr") is None
    (item,) = word.paragraph("An item").iter(f"{W}numId")
    numbers = word.find("//w:num/@w:numId", "word/numbering.xml")
    assert numbers[0] == "7"
    assert item.get(f"{W}val") in numbers[1:]
    assert len(set(numbers)) == len(numbers)
    order = [one.tag for one in word.tree("word/numbering.xml")]
    assert order == sorted(order)
    levels = word.find("//w:lvlText/@w:val", "word/numbering.xml")
    assert levels[0] == "§ %1"


def test_headings_that_the_template_does_not_number_have_no_numbers(fill: Fill) -> None:
    reports: list[Diagnostic] = []
    word = fill(templates.covered(), document(), report=reports.append)
    heading = word.find("//w:body/w:p[.//w:t='Part 2']")[-1]
    assert style_of(heading) == "Heading1"
    assert heading.find(f"{W}pPr/{W}numPr") is None
    assert any(text.startswith("Part 1") for name, text in word.styles() if name == "TOC1")
    assert [one.code for one in reports] == ["SX769", "SX764"]


def _with_appendix(number: str) -> d.Document:
    words, attr = (d.Str(text="Terms"),), d.Attr(id="terms", classes=("appendix",))
    appendix = d.Header(level=1, content=words, attr=attr, number=number)
    inner = d.Header(level=2, content=(d.Str(text="Old"),), attr=d.Attr(id="old"), number="A.1")
    return replace(document(), blocks=(*document().blocks, appendix, inner))


def test_appendices_are_lettered_where_the_template_numbers_its_headings(fill: Fill) -> None:
    word = fill(templates.localised(), _with_appendix("Anhang A"))
    assert style_of(word.find("//w:body/w:p[.='Terms']")[-1]) == "AppendixHeading1"
    path = "//w:style[@w:styleId='AppendixHeading1']"
    assert word.find(f"{path}/w:basedOn/@w:val", "word/styles.xml") == ["berschrift1"]
    (number,) = word.find(f"{path}//w:numId/@w:val", "word/styles.xml")
    (definition,) = word.find(f"//w:num[@w:numId='{number}']/w:abstractNumId/@w:val", "word/numbering.xml")
    levels = word.find(
        f"//w:abstractNum[@w:abstractNumId='{definition}']/w:lvl/w:lvlText/@w:val", "word/numbering.xml"
    )
    assert levels[0] == "Anhang %1"
    entries = [text for name, text in word.styles() if name.startswith("TOC")]
    assert any(text.startswith("Anhang A\u2002Terms") for text in entries)


def test_where_the_template_numbers_nothing_the_label_of_an_appendix_is_text(fill: Fill) -> None:
    word = fill(templates.covered(), _with_appendix("Appendix A"))
    assert style_of(word.find("//w:body/w:p[.='Appendix A: Terms']")[-1]) == "Heading1"
    assert word.find("//w:body/w:p[.='Old']")[-1].find(f"{W}pPr/{W}numPr") is None


def _typed() -> d.Document:
    """Return a document whose author has numbered the headings."""
    count = 0
    blocks: list[d.Block] = []
    for block in document().blocks:
        if isinstance(block, d.Header):
            count += 1
            words = d.Str(text=f"{count}. {walk.plain(block.content)}")
            blocks.append(replace(block, content=(words,), number=""))
        else:
            blocks.append(block)
    return replace(document(), blocks=tuple(blocks), contents=())


@pytest.mark.parametrize(
    ("form", "label", "shown"),
    [
        ("decimal", "§ %1", "§ 2Part 2"),
        ("upperRoman", "%1.", "II.Part 2"),
        ("lowerLetter", "%1)", "b)Part 2"),
        ("decimalZero", "%1", "02Part 2"),
    ],
)
def test_the_template_s_numbers_take_the_place_of_typed_ones(
    fill: Fill, form: str, label: str, shown: str
) -> None:
    lists = templates.localised()
    made = Word(lists).parts["word/numbering.xml"].decode()
    made = made.replace('numFmt w:val="decimal"', f'numFmt w:val="{form}"').replace("§ %1", label)
    word = fill(templates.with_file(lists, "word/numbering.xml", made), _typed(), numbering=False)
    (heading,) = word.find("//w:body/w:p[.//w:t='Part 2'][w:pPr/w:pStyle/@w:val='berschrift1']")
    assert text_of(heading) == "Part 2"
    assert heading.find(f"{W}pPr/{W}numPr") is None
    entries = [text for name, text in word.styles() if name == "TOC1"]
    assert any(text.startswith(shown) for text in entries)


def test_a_template_without_headings_of_its_own_leaves_the_style_its_say(fill: Fill) -> None:
    only = templates.packed(
        f"{templates.p('x')}<w:sectPr>{templates.PAGE}</w:sectPr>",
        {"styles.xml": templates.part("styles", templates.style("Normal", "Normal", default=True))},
    )
    word = fill(only, document())
    assert word.find("//w:style[@w:styleId='Heading1']//w:numId", "word/styles.xml")
    assert any(text.startswith("1Part 1") for name, text in word.styles() if name == "TOC1")


def test_footnotes_follow_those_of_the_template(fill: Fill) -> None:
    word = fill(templates.localised(), document())
    notes = word.find("//w:footnote", "word/footnotes.xml")
    assert [note.get(f"{W}id") for note in notes] == ["-1", "0", "3", "4"]
    assert "A note of the text." in text_of(notes[-1])
    assert word.find("//w:footnoteReference/@w:id") == ["3", "4"]


def _commented() -> d.Document:
    """Return a document with a comment that holds a list."""
    listed = d.BulletList(items=(d.ListItem(content=(para("A reason"),)),))
    words = d.Note(content=(para("Why so?"), listed))
    said = d.Attr(classes=("comment",), pairs=(("comment", "1"), ("author", "Ann Lee")))
    return replace(document(), blocks=(para("This", d.Span(content=(words,), attr=said)),))


@pytest.mark.parametrize("own", ["", "annotation text", "Hauszeile"])
def test_comments_have_the_styles_and_lists_of_the_template(fill: Fill, own: str) -> None:
    made = templates.localised()
    styles = Word(made).parts["word/styles.xml"].decode()
    if own:
        styles = styles.replace("</w:styles>", templates.style("CommentText", own) + "</w:styles>")
    word = fill(templates.with_file(made, "word/styles.xml", styles), _commented())
    used = word.find("//w:pStyle/@w:val | //w:rStyle/@w:val", "word/comments.xml")
    assert {names(word)[ident] for ident in used} == {"annotation text", "annotation reference"}
    lists = set(word.find("//w:numId/@w:val", "word/comments.xml"))
    assert lists
    assert lists <= set(word.find("//w:num/@w:numId", "word/numbering.xml")) - {"7"}


def test_fields_in_headers_say_what_the_document_says(fill: Fill) -> None:
    word = fill(templates.localised(), document())
    assert text_of(word.tree("word/header1.xml")) == "Akte 2.0"
    assert b"DOCPROPERTY Version" in word.parts["word/header1.xml"]


def test_nothing_is_fetched_and_nothing_asked(fill: Fill) -> None:
    settings = fill(templates.localised(), document()).parts
    assert b"attachedTemplate" not in settings["word/settings.xml"]
    assert "word/_rels/settings.xml.rels" not in settings
    covered = fill(templates.covered(), document()).parts
    assert b"updateFields" not in covered["word/settings.xml"]


def test_the_page_is_the_templates(fill: Fill) -> None:
    media = {"wide.png": d.Media(kitchen_sink.PIXEL, "image/png", 6000, 3000)}
    whole = d.Document(blocks=(para(d.Image(content=(), url="wide.png")),), media=media)
    word = fill(templates.localised(), whole)
    (extent,) = word.find("//wp:extent")
    assert int(extent.get("cx")) == pytest.approx((12240 - 2160) * 635, rel=0.001)


def test_controls_are_filled_with_metadata(fill: Fill) -> None:
    word = fill(templates.covered(), document())
    cover = word.find("//w:sdt[w:sdtPr/w:docPartObj]")[0]
    assert [text_of(control) for control in cover.iter(f"{W}sdt")][1:] == [
        *("Ledger", "Draft", "2026-03-04", "4711", "[Unknown][Unknown]"),
    ]
    date = word.find("//w:sdt[.//w:tag/@w:val='Last Updated']/w:sdtPr")[-1]
    assert [child.tag.removeprefix(W) for child in date] == ["alias", "tag", "date"]
    assert date[2].get(f"{W}fullDate") == "2026-03-04T00:00:00Z"
    assert word.find("//w:sdt[.//w:tag/@w:val='Title']//w:r/w:rPr/w:b")


def test_the_title_is_said_once(fill: Fill) -> None:
    styles = [name for name, _ in fill(templates.covered(), document()).styles()]
    assert "Title" not in styles
    assert text_of(fill(templates.covered(), document()).tree("word/header2.xml")) == "Ledger"


def test_what_the_cover_of_a_template_does_not_say_is_said_below_it(fill: Fill) -> None:
    given = document(classification="Internal", authors=("Ann Lee",), subtitle="Of orders")
    approvers = d.MetaField("Approvers", (d.Str(text="Bo Roe"),))
    meta = replace(given.meta, approvers=("Bo Roe",), fields=(*given.meta.fields, approvers))
    word = fill(templates.covered(), replace(given, meta=meta))
    texts = [text for style, text in word.styles() if style in ("CoverField", "Subtitle")]
    for said in ("Of orders", "Version2.0", "AuthorAnn Lee", "ApproversBo Roe", "ClassificationInternal"):
        assert said in texts, texts
    again = [text for text in texts if text.startswith(("Status", "Cost centre", "Updated"))]
    assert again == [], "what a control of the cover says is not said again"


def test_the_contents_go_where_the_template_has_them(fill: Fill) -> None:
    word = fill(templates.covered(), document())
    galleries = word.find("//w:docPartGallery/@w:val")
    assert galleries == ["Cover Pages", "Table of Contents"]
    texts = [text for _, text in word.styles()]
    assert "Old entry" not in texts
    assert any(text.startswith("Part 1") for text in texts)


def test_parts_that_say_nothing_of_the_document_keep_their_bytes(fill: Fill) -> None:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(templates.covered())) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    after = fill(templates.covered(), document()).parts
    for name in ("word/header1.xml", "word/footer1.xml", "word/theme/theme1.xml"):
        assert after[name] == before[name]


def test_sections_of_the_template_stay_with_their_headers(fill: Fill) -> None:
    word = fill(templates.covered(), replace(document(), blocks=(para("x " * 200), WIDE, para("y"))))
    sections = word.find("//w:sectPr")
    kinds = [
        section.xpath("string(*[local-name()='pgSz']/@*[local-name()='orient'])") for section in sections
    ]
    assert kinds == ["", "", "landscape", ""]
    headers = [section.find(f"{W}headerReference").values()[-1] for section in sections]
    assert headers[0] == "header1"
    assert set(headers[1:]) == {"header2"}
    assert [section.find(f"{W}titlePg") is not None for section in sections] == [False, True, False, False]
    starts = [section.find(f"{W}pgNumType") for section in sections]
    assert [one is not None and bool(one.values()) for one in starts] == [False, True, False, False]
    assert word.styles()[-1][1] == "Imprint"


def test_macros_stay_behind(fill: Fill) -> None:
    word = fill(templates.covered(), document())
    assert not [name for name in word.parts if "vba" in name]
    types = word.parts["[Content_Types].xml"].decode()
    assert "macroEnabled" not in types
    assert "wordprocessingml.document.main+xml" in types


def test_properties_of_both_are_there_and_the_documents_are_true(fill: Fill) -> None:
    custom = fill(templates.covered(), document()).parts["docProps/custom.xml"].decode()
    assert 'name="Department"><vt:lpwstr>R&amp;D<' in custom
    assert 'name="Status"><vt:lpwstr>Draft<' in custom
    assert "Old" not in custom


def test_without_a_mark_the_text_takes_the_place_of_the_example_after_the_cover(fill: Fill) -> None:
    word = fill(templates.sampled(), document())
    texts = [text for _, text in word.styles()]
    assert texts[0] == "Acme"
    assert "Lorem ipsum" not in texts
    assert "Part 1" in texts
    assert len(word.find("//w:sectPr")) == 2


def test_a_style_of_another_name_is_used_when_it_is_named(fill: Fill) -> None:
    reports: list[Diagnostic] = []
    wishes = (("Body Text", "Aufzählungszeichen"), ("Quote", "Not there"))
    word = fill(templates.localised(), document(), wishes, reports.append)
    assert style_of(word.paragraph("Words that fill")) == "Aufzhlung"
    assert [(report.code, "Not there" in report.message) for report in reports] == [("SX766", True)]


def test_the_same_document_in_the_same_template_is_the_same_bytes(fill: Fill) -> None:
    first, second = (fill(templates.covered(), document()).data for _ in range(2))
    assert first == second


@pytest.mark.parametrize(("data", "reason"), templates.hostile().values(), ids=templates.hostile().keys())
def test_what_is_no_template_is_refused_with_a_sentence(fill: Fill, data: bytes, reason: str) -> None:
    with pytest.raises(EnvironmentProblem) as refused:
        fill(data, document())
    assert refused.value.diagnostic.code == "SX075"
    assert reason in refused.value.diagnostic.message
    assert not re.search(r"[.!\n]$", refused.value.diagnostic.message)


def test_a_template_that_is_not_there_is_named(make_context: Callable[..., Context], tmp_path: Path) -> None:
    context = make_context()
    context = replace(
        context,
        style=replace(context.style, docx=replace(context.style.docx, template=tmp_path / "gone.dotx")),
    )
    with pytest.raises(EnvironmentProblem) as refused:
        docx.render(document(), context)
    assert refused.value.diagnostic.code == "SX001"
    assert refused.value.diagnostic.path.endswith("gone.dotx")


def test_a_template_is_named_when_exporting(tmp_path: Path) -> None:
    (tmp_path / "acme.dotm").write_bytes(templates.covered())
    (tmp_path / "spec.md").write_text("# Ledger\n\nStatus: Draft\n\n## Part\n\nWords.\n", "utf-8")
    options = specexport.Options(docx_template=tmp_path / "acme.dotm")
    (written,) = specexport.export(tmp_path / "spec.md", ["docx"], options=options)
    word = Word(written.path.read_bytes())
    assert "Words." in text_of(word.tree())
    assert text_of(word.tree("word/footer1.xml")) == "Acme Ltd, London"


@pytest.mark.parametrize("check", [checks.open_xml_sdk, checks.lint, checks.openxml_audit])
def test_outside_checkers_find_nothing(
    fill: Fill, tmp_path: Path, check: Callable[..., dict[Path, list[str]]]
) -> None:
    made = {
        "localised": templates.localised(),
        "covered": templates.covered(),
        "sampled": templates.sampled(),
    }
    sink = kitchen_sink.document()
    wide = replace(document(), blocks=(*document().blocks, WIDE))
    paths = []
    for name, template in made.items():
        for number, text in enumerate((document(), sink, wide)):
            path = tmp_path / f"{name}-{number}.docx"
            path.write_bytes(fill(template, text).data)
            paths.append(path)
    found = check(paths)
    assert {path.name: texts for path, texts in found.items() if texts} == {}


def _watermarks(word: Word) -> dict[str, list[str]]:
    """Return the words behind the pages, by header."""
    headers = [name for name in sorted(word.parts) if name.startswith("word/header")]
    return {name: word.find("//v:textpath/@string", name) for name in headers}


@pytest.fixture
def draft(make_context: Callable[..., Context], tmp_path: Path) -> Fill:
    """Render a draft into a template, in a style that has a watermark for drafts."""

    def filled(template: bytes, report: Any = lambda _: None) -> Word:
        path = tmp_path / "template.dotx"
        path.write_bytes(template)
        context = make_context(report)
        look = context.style
        mark = replace(look.watermark, statuses=("draft",))
        context = replace(
            context, style=replace(look, docx=replace(look.docx, template=path), watermark=mark)
        )
        return Word(docx.render(document(status="Draft"), context).data)

    return filled


def test_the_status_stands_behind_every_page_of_a_template(draft: Fill) -> None:
    word = draft(templates.covered())
    assert _watermarks(word) == {f"word/header{n}.xml": ["DRAFT"] for n in (1, 2, 3)}
    assert text_of(word.tree("word/header1.xml")) == "Cover header"
    assert "Ledger" in text_of(word.tree("word/header2.xml"))
    # The last section has a first page of its own, without a header until now.
    assert word.find("//w:sectPr/w:headerReference/@w:type") == ["default", "first", "default"]
    assert len(set(word.find("//v:shape/@o:spid", "word/header1.xml"))) == 1


def test_a_template_without_headers_gets_one_for_the_watermark(draft: Fill) -> None:
    word = draft(templates.sampled())
    assert list(_watermarks(word).values()) == [["DRAFT"]]
    assert [len(one) for one in word.find("//w:sectPr/w:headerReference/..")] == [3]
    assert len(word.find("//w:sectPr")) == 2


def test_left_hand_pages_have_the_watermark_too(draft: Fill) -> None:
    made = templates.with_file(
        templates.covered(),
        "word/settings.xml",
        templates.root("settings", "<w:evenAndOddHeaders/><w:compat/>"),
    )
    assert draft(made).find("//w:sectPr[1]/w:headerReference/@w:type")[:2] == ["even", "default"]


def test_a_watermark_of_the_template_stays(draft: Fill) -> None:
    own = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="PowerPlusWaterMarkObject1"'
        ' type="#_x0000_t136"><v:textpath string="CONFIDENTIAL"/></v:shape></w:pict></w:r></w:p>'
    )
    made = templates.with_file(templates.covered(), "word/header2.xml", templates.root("hdr", own))
    reports: list[Diagnostic] = []
    assert _watermarks(draft(made, reports.append))["word/header2.xml"] == ["CONFIDENTIAL"]
    assert [one.code for one in reports] == ["SX769", "SX764", "SX768"]


def test_a_status_without_a_watermark_leaves_the_headers_alone(fill: Fill) -> None:
    word = fill(templates.covered(), document(status="Draft"))
    assert set(map(tuple, _watermarks(word).values())) == {()}


def test_contents_reach_the_edge_of_the_template_s_text(fill: Fill) -> None:
    word = fill(templates.sampled(), document())
    stops = word.find("//w:style[w:name/@w:val='toc 1']//w:tab[@w:leader]/@w:pos", "word/styles.xml")
    assert stops == [str(12240 - 2 * 1080)]
    (heading,) = word.find("//w:p[w:pPr/w:pStyle/@w:val='TOCHeading']/w:pPr/w:spacing/@w:before")
    assert int(heading) > 0


def test_a_section_may_say_little_of_its_paper_and_have_names_of_its_own(fill: Fill) -> None:
    odd = (
        '<w:sectPr><w:pgSz w:h="16838"/><w:pgMar w:left="--5" w:top="1440"/>'
        '<x:columns xmlns:x="urn:example:columns" x:count="2"/></w:sectPr>'
    )
    made = templates.packed(templates.p("x") + odd, {})
    word = fill(made, replace(document(), blocks=(para("a"), WIDE, para("b"))))
    assert len(word.find("//w:sectPr")) == 2
    turned = word.find("//w:sectPr[w:pgSz/@w:orient]/w:pgMar")[0]
    assert {name.rpartition("}")[2]: value for name, value in turned.items()} == {
        "top": "--5",
        "right": "1440",
    }
