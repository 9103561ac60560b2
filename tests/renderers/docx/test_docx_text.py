"""Headings, runs, links, lists, notes and code in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wordfile import W, Word, para, style_of, text_of

from specexport.model import document as d
from specexport.pandoc import process

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.diagnostics import Diagnostic

    Render = Callable[..., Word]


def header(level: int, text: str, number: str = "", ident: str = "") -> d.Header:
    return d.Header(level=level, content=(d.Str(text=text),), attr=d.Attr(id=ident or text), number=number)


def items(*blocks: d.Block) -> tuple[d.ListItem, ...]:
    return tuple(d.ListItem(content=(block,)) for block in blocks)


def run_style(word: Word, text: str) -> tuple[str, list[str]]:
    """Return the character style of a run and the names of its other properties."""
    run = next(run for run in word.find("//w:body//w:r[w:t]") if text_of(run) == text)
    props = run.find(f"{W}rPr")
    if props is None:
        return "", []
    names = [child.tag.removeprefix(W) for child in props]
    style = props.find(f"{W}rStyle")
    return ("" if style is None else style.get(f"{W}val")), [name for name in names if name != "rStyle"]


def test_headings_are_numbered_by_the_list_of_their_styles_and_not_as_text(render: Render) -> None:
    word = render(header(1, "One", "1"), header(2, "Two", "1.1"))
    heading = word.paragraph("Two")
    assert (style_of(heading), text_of(heading)) == ("Heading2", "Two")
    assert heading.find(f"{W}pPr/{W}numPr") is None
    (numbered,) = word.find("//w:style[@w:styleId='Heading2']//w:numId/@w:val", "word/styles.xml")
    (bound,) = word.find(
        f"//w:abstractNum[@w:abstractNumId='{numbered}']/w:lvl[@w:ilvl='1']/w:pStyle/@w:val",
        "word/numbering.xml",
    )
    assert bound == "Heading2"


def test_a_heading_without_a_number_is_taken_out_of_the_list(render: Render) -> None:
    word = render(header(1, "Plain"))
    number = word.paragraph("Plain").find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    path = f"//w:abstractNum[@w:abstractNumId='{number}']/w:lvl/w:numFmt/@w:val"
    assert set(word.find(path, "word/numbering.xml")) == {"none"}


def test_headings_skip_no_level_and_those_in_quotations_are_none(render: Render) -> None:
    quote = d.BlockQuote(content=(header(1, "Quoted"),))
    word = render(header(3, "Deep"), quote, header(3, "Next"), header(6, "Deeper"))
    names = ("Deep", "Quoted", "Next", "Deeper")
    assert [style_of(word.paragraph(name)) for name in names] == [
        "Heading1",
        "MinorHeading",
        "Heading2",
        "Heading3",
    ]


def test_an_appendix_is_lettered_by_a_list(render: Render) -> None:
    blocks = (header(1, "Scope", "1"), header(1, "Extras", "Annex A"), header(2, "Inner", "A.1"))
    word = render(*blocks)
    styles = [style_of(word.paragraph(name)) for name in ("Scope", "Extras", "Inner")]
    assert styles == ["Heading1", "AppendixHeading1", "AppendixHeading2"]
    path = "//w:style[@w:styleId='AppendixHeading1']"
    (number,) = word.find(f"{path}/w:pPr/w:numPr/w:numId/@w:val", "word/styles.xml")
    assert word.find(f"{path}/w:basedOn/@w:val", "word/styles.xml") == ["Heading1"]
    levels = f"//w:abstractNum[@w:abstractNumId='{number}']/w:lvl"
    for part, values in {
        "w:numFmt": ["upperLetter", "decimal", "decimal"],
        "w:lvlText": ["Annex %1", "%1.%2", "%1.%2.%3"],
        "w:pStyle": [f"AppendixHeading{level}" for level in (1, 2, 3)],
    }.items():
        assert word.find(f"{levels}/{part}/@w:val", "word/numbering.xml")[:3] == values


@pytest.mark.parametrize(("look", "said"), [("base", ["b", "bCs", "color"]), ("corporate", ["color"])])
def test_numbers_of_headings_are_light_where_their_font_is_there(
    render: Render, look: str, said: list[str]
) -> None:
    word = render(header(1, "Scope", "1"), look=look)
    path = "//w:lvl[w:pStyle/@w:val='Heading1' or w:pStyle/@w:val='AppendixHeading1']"
    for level in word.find(path, "word/numbering.xml"):
        assert [part.tag.removeprefix(W) for part in level.find(f"{W}rPr")] == said


def test_appendices_in_a_section_of_their_own_keep_its_style(render: Render) -> None:
    blocks = (header(1, "Appendices", "1"), header(2, "Extras", "Appendix A"), header(3, "Inner", "A.1"))
    word = render(*blocks)
    extras = word.paragraph("Extras")
    assert style_of(extras) == "Heading2"
    number = extras.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    levels = f"//w:abstractNum[@w:abstractNumId='{number}']/w:lvl/w:lvlText/@w:val"
    assert word.find(levels, "word/numbering.xml")[:3] == ["", "Appendix %2", "%2.%3"]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (d.Strong(content=(d.Str(text="x"),)), ("Strong", [])),
        (d.Emph(content=(d.Str(text="x"),)), ("Emphasis", [])),
        (d.Strong(content=(d.Emph(content=(d.Str(text="x"),)),)), ("Strong", ["i", "iCs"])),
        (d.Code(text="x"), ("InlineCode", [])),
        (d.Strong(content=(d.Code(text="x"),)), ("InlineCode", ["b", "bCs"])),
        (d.Superscript(content=(d.Str(text="x"),)), ("", ["vertAlign"])),
        (d.Span(content=(d.Str(text="x"),), attr=d.Attr(classes=("kbd",))), ("Keyboard", [])),
        (d.Span(content=(d.Str(text="x"),), attr=d.Attr(classes=("unknown",))), ("", [])),
    ],
)
def test_runs_have_a_character_style_and_only_what_is_on_top_of_it(
    render: Render, node: d.Inline, expected: tuple[str, list[str]]
) -> None:
    assert run_style(render(para(node)), "x") == expected


def test_strong_text_in_a_heading_is_not_switched_off(render: Render) -> None:
    strong = d.Strong(content=(d.Str(text="x"),))
    word = render(d.Header(level=1, content=(strong,), attr=d.Attr(id="x")))
    assert run_style(word, "x") == ("", [])


def test_a_link_inside_goes_to_a_bookmark_of_that_heading(render: Render) -> None:
    link = d.Link(content=(d.Str(text="there"),), url="#data-models")
    word = render(para(link), header(1, "Data models", "1", "data-models"))
    (name,) = word.find("//w:hyperlink/@w:anchor")
    heading = word.paragraph("Data models")
    assert heading.find(f"{W}bookmarkStart").get(f"{W}name") == name


def test_bookmarks_have_names_that_word_takes_and_that_differ(render: Render) -> None:
    idents = ["a" * 60, "a" * 60 + "b", "1st", "x-y", "x_y", "X-Y"]
    word = render(*(header(1, str(i), "", ident) for i, ident in enumerate(idents)))
    names = word.find("//w:bookmarkStart/@w:name")
    assert len({name.lower() for name in names}) == len(idents)
    assert all(len(name) <= 40 and (name[0].isalpha() or name[0] == "_") for name in names)


@pytest.mark.parametrize(
    "url", ["https://exa mple.com", "javascript:x", "https://e.com/<", "https://e.com/" + "a" * 2100]
)
def test_an_address_that_word_cannot_follow_is_text_and_reported(
    render: Render, reports: list[Diagnostic], url: str
) -> None:
    word = render(para(d.Link(content=(d.Str(text="words"),), url=url)), report=reports.append)
    assert not word.find("//w:hyperlink")
    assert "words" in text_of(word.tree())
    assert [report.code for report in reports] == ["SX760"]


def test_one_address_is_one_relationship(render: Render) -> None:
    link = d.Link(content=(d.Str(text="x"),), url="https://example.com/?a=1&b=2")
    word = render(para(link, link))
    assert len(set(word.find("//w:hyperlink/@r:id"))) == 1
    assert word.parts["word/_rels/document.xml.rels"].count(b"https://example.com/?a=1&amp;b=2") == 1


def test_every_numbered_list_begins_where_it_says(render: Render) -> None:
    lists = [d.OrderedList(items=items(para(f"item {start}")), start=start) for start in (1, 7, 1)]
    word = render(*lists)
    numbers = [
        p.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for p in map(word.paragraph, ("item 1", "item 7"))
    ]
    starts = {
        num.get(f"{W}numId"): num.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val")
        for num in word.find("//w:num[w:lvlOverride]", "word/numbering.xml")
    }
    assert [starts[number] for number in numbers] == ["1", "7"]
    assert sorted(starts.values()) == ["1", "1", "7"]


def test_a_list_that_goes_on_after_other_text_is_the_same_list(render: Render) -> None:
    def three(start: int, word: str) -> d.OrderedList:
        items = tuple(d.ListItem(content=(para(f"{word}{number}"),)) for number in range(3))
        return d.OrderedList(items=items, start=start)

    word = render(three(1, "a"), para("Between"), three(4, "b"), para("Again"), three(1, "c"))
    (first,), (second,), (third,) = (
        word.paragraph(text).xpath("*[1]/*/*[local-name()='numId']/@*") for text in ("a0", "b0", "c0")
    )
    assert first == second != third


def test_lists_nest_nine_levels_deep_in_styles_of_their_own(render: Render) -> None:
    nested: d.Block = para("level 11")
    for level in range(10, 0, -1):
        nested = d.BulletList(items=(d.ListItem(content=(para(f"level {level}."), nested)),))
    word = render(nested)
    assert [style_of(word.paragraph(f"level {n}.")) for n in (1, 2, 9, 10)] == [
        "ListBullet",
        "ListBullet2",
        "ListBullet9",
        "ListBullet9",
    ]


def test_tasks_are_checkboxes(render: Render) -> None:
    tasks = (
        d.ListItem(content=(para("open"),), checked=False),
        d.ListItem(content=(para("done"),), checked=True),
    )
    word = render(d.BulletList(items=tasks))
    assert word.find("//w14:checkbox/w14:checked/@w14:val") == ["0", "1"]
    assert style_of(word.paragraph("done")) == "TaskList"


def test_the_line_before_a_list_stays_with_it(render: Render) -> None:
    word = render(para("In Scope:"), d.BulletList(items=items(para("one"))), para("After."))
    assert style_of(word.paragraph("In Scope:")) == "LeadIn"
    assert word.find("//w:style[@w:styleId='LeadIn']/w:pPr/w:keepNext", "word/styles.xml")
    assert style_of(word.paragraph("After.")) == "BodyText"


def test_only_a_figure_with_a_caption_keeps_with_what_follows(render: Render) -> None:
    picture = d.Para(content=(d.Image(content=(d.Str(text="x"),), url="none.png"),))
    with_caption = d.Figure(content=(picture,), caption=(d.Str(text="Words"),), number="1")
    word = render(d.Figure(content=(picture,)), with_caption)
    kept = [
        not paragraph.xpath("*[local-name()='pPr']/*[local-name()='keepNext']")
        for paragraph in word.find("//w:body//w:p")
        if style_of(paragraph) == "Figure"
    ]
    assert kept == [False, True]  # the style keeps


def test_footnotes_are_a_part_with_links_of_its_own(render: Render) -> None:
    link = d.Link(content=(d.Str(text="source"),), url="https://example.com/note")
    word = render(para("Text", d.Note(content=(para("Note ", link), para("more")))))
    assert word.find("//w:footnoteReference/@w:id") == ["1"]
    assert "Note source" in text_of(word.tree("word/footnotes.xml"))
    assert b"https://example.com/note" in word.parts["word/_rels/footnotes.xml.rels"]


def test_without_footnotes_there_is_no_part_for_them(render: Render) -> None:
    word = render(para("Text"))
    assert "word/footnotes.xml" not in word.parts
    assert not word.find("//w:footnotePr", "word/settings.xml")


def test_a_note_in_a_note_keeps_its_words(render: Render) -> None:
    inner = d.Note(content=(para("inner words"),))
    word = render(para(d.Note(content=(para("outer", inner),))))
    assert "outer (inner words)" in text_of(word.tree("word/footnotes.xml"))


def test_text_that_looks_like_a_field_stays_text(render: Render) -> None:
    word = render(para('DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"'))
    assert not any("DDE" in (element.text or "") for element in word.find("//w:instrText"))
    assert "DDEAUTO" in text_of(word.tree())


def test_characters_that_xml_forbids_do_not_reach_the_file(render: Render) -> None:
    bad = "a\x00b\x0bc\ufffed\ud800e"
    link = d.Link(content=(d.Str(text="x"),), url="https://example.com", title=bad)
    meta = d.Meta(
        title=(d.Str(text=bad),),
        kind=bad,
        status=bad,
        authors=(bad,),
        fields=(d.MetaField(name=bad, content=(d.Str(text=bad),)),),
    )
    blocks = (para(bad, link), d.CodeBlock(text=bad), header(1, bad, "1", bad))
    word = render(document=d.Document(meta=meta, blocks=blocks))
    for name in word.parts:
        if name.endswith((".xml", ".rels")):
            word.tree(name)
    assert "a\ufffdb\ufffdc" in text_of(word.tree())


def test_code_is_coloured_by_styles_and_loses_nothing(render: Render) -> None:
    tokens = (d.Token("keyword", "def"), d.Token("", " f():\n\t"), d.Token("number", "42"))
    text = "".join(token.text for token in tokens)
    word = render(d.CodeBlock(text=text, tokens=tokens, attr=d.Attr(classes=("python",))))
    assert run_style(word, "def") == ("CodeKeyword", [])
    assert run_style(word, "42") == ("CodeNumber", [])
    assert ("SourceLanguage", "Python") in word.styles()
    code = word.paragraph("def f")
    assert [child.tag.removeprefix(W) for child in code.iter(f"{W}br", f"{W}t")] == ["t", "t", "br", "t"]
    assert len(code.findall(f"{W}r/{W}tab")) == 1


def test_long_lines_of_code_are_hanging_paragraphs_whose_text_is_the_line(render: Render) -> None:
    line = "word " * 60
    word = render(d.CodeBlock(text=f"one\n{line}\nthree\nfour"))
    code = [word.paragraph(text) for text in ("one", "word word", "three")]
    assert [style_of(part) for part in code] == ["SourceCode", "LabelledCode", "LabelledCode"]
    assert text_of(code[1]) == line
    assert [part.find(f"{W}pPr/{W}ind[@{W}hanging]") is not None for part in code] == [False, True, False]
    nil = [[edge.tag.removeprefix(W) for edge in part.iter(f"{W}top", f"{W}bottom")] for part in code]
    assert nil == [["bottom"], ["top", "bottom"], ["top"]]


def test_a_box_diagram_too_wide_to_read_gets_a_page_on_its_side(render: Render) -> None:
    drawing = "┌" + "─" * 130 + "┐"
    word = render(d.CodeBlock(text=drawing, attr=d.Attr(classes=("", "box-diagram"))))
    assert word.find("//w:pgSz/@w:orient") == ["landscape"]


def test_a_box_diagram_is_made_smaller_and_not_wrapped(render: Render) -> None:
    drawing = "\n".join(["┌" + "─" * 110 + "┐", "└" + "─" * 110 + "┘"])
    paragraph = render(d.CodeBlock(text=drawing, attr=d.Attr(classes=("", "box-diagram")))).paragraph("┌")
    assert style_of(paragraph) == "BoxDiagram"
    assert text_of(paragraph) == drawing.replace("\n", "")
    assert {size.get(f"{W}val") for size in paragraph.iter(f"{W}sz")} == {"12"}


def test_lines_that_stand_out_are_paragraphs_of_their_own_in_the_same_box(render: Render) -> None:
    attr = d.Attr("here", ("text",), (("highlight", "2-3"),))
    word = render(d.CodeBlock(text="one\ntwo\nthree " + "x" * 120 + "\nfour", attr=attr))
    parts = [word.paragraph("one"), word.paragraph("two"), word.paragraph("four")]
    assert [style_of(part) for part in parts] == ["SourceCode", "HighlightedCode", "LabelledCode"]
    long = word.paragraph("three")
    assert (style_of(long), text_of(long)) == ("HighlightedCode", "three " + "x" * 120)
    nil = [[edge.tag.removeprefix(W) for edge in part.iter(f"{W}top", f"{W}bottom")] for part in parts]
    assert nil == [["bottom"], ["top", "bottom"], ["top"]]
    assert [bool(list(part.iter(f"{W}keepNext"))) for part in parts] == [True, True, False]
    assert len(word.find("//w:bookmarkStart[@w:name='here']")) == 1


def test_a_box_begins_at_the_language_of_code_whose_lines_stand_out(render: Render) -> None:
    attr = d.Attr("", ("python",), (("highlight", "1"),))
    word = render(d.CodeBlock(text="one", attr=attr))
    assert [edge.tag for edge in word.paragraph("Python").iter(f"{W}bottom")] == [f"{W}bottom"]
    assert [edge.tag for edge in word.paragraph("one").iter(f"{W}top")] == [f"{W}top"]


def test_numbers_of_lines_are_no_part_of_the_text(render: Render) -> None:
    attr = d.Attr("", ("text", "numberLines"), (("startFrom", "9"), ("highlight", "2")))
    word = render(d.CodeBlock(text="one\ntwo " + "x" * 120 + "\n\nfour", attr=attr))
    lines = [p for p in word.find("//w:p[w:pPr/w:numPr]") if style_of(p).endswith("Code")]
    assert [style_of(line) for line in lines] == [
        *("SourceCode", "HighlightedCode", "LabelledCode", "LabelledCode")
    ]
    assert [text_of(line)[:4] for line in lines] == ["one", "two ", "", "four"]
    (number,) = {line.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for line in lines}
    start = f"//w:num[@w:numId='{number}']//w:startOverride/@w:val"
    assert word.find(start, "word/numbering.xml") == ["9"]
    # What goes on stands below the line, not below its number.
    assert not lines[1].findall(f"{W}r/{W}br")
    (indent,) = lines[1].findall(f"{W}pPr/{W}ind")
    (stop,) = lines[1].findall(f"{W}pPr/{W}tabs/{W}tab")
    assert indent.get(f"{W}left") == stop.get(f"{W}pos")


def test_a_list_goes_on_after_code_with_numbered_lines(render: Render) -> None:
    code = d.CodeBlock(text="x\ny", attr=d.Attr(classes=("text", "numberLines")))
    one = d.OrderedList(items=(d.ListItem(content=(para("one"),)),))
    two = d.OrderedList(start=2, items=(d.ListItem(content=(para("two"),)),))
    word = render(one, code, two)
    numbers = [word.paragraph(text).find(f".//{W}numId").get(f"{W}val") for text in ("one", "two")]
    assert numbers[0] == numbers[1] != word.paragraph("x").find(f".//{W}numId").get(f"{W}val")


def test_neighbouring_code_blocks_are_kept_apart(render: Render) -> None:
    word = render(d.CodeBlock(text="one"), d.CodeBlock(text="two"))
    styles = [style for style, _ in word.styles()]
    first = styles.index("SourceCode")
    assert styles[first : first + 3] == ["SourceCode", "Separator", "SourceCode"]


def test_code_in_a_quotation_goes_on_beside_its_bar(render: Render) -> None:
    code = d.CodeBlock(text="ls -l", attr=d.Attr(classes=("sh",)))
    word = render(d.BlockQuote(content=(para("Before"), code, para("After"))))
    styles = [style for style, _ in word.styles()]
    first = styles.index("Quote")
    assert styles[first : first + 4] == ["Quote", "QuotedLanguage", "QuotedCode", "Quote"]
    paths = [f"//w:style[@w:styleId='{name}']/w:pPr" for name in ("Quote", "QuotedCode")]
    for said in ("w:pBdr/w:left/@w:color", "w:pBdr/w:left/@w:space", "w:ind/@w:left"):
        ours, theirs = (word.find(f"{path}/{said}", "word/styles.xml") for path in paths)
        assert ours == theirs != []
    others = word.find(f"{paths[1]}/w:pBdr/*[not(self::w:left)]/@w:val", "word/styles.xml")
    assert set(others) == {"none"}


def test_admonitions_have_the_sign_of_their_kind_which_says_nothing(render: Render) -> None:
    kinds = ("note", "tip", "important", "warning", "caution", "tip")
    notes = [d.Div(content=(para(kind),), attr=d.Attr(classes=("admonition", kind))) for kind in kinds]
    word = render(*notes)
    signs = word.find("//w:p[contains(w:pPr/w:pStyle/@w:val, 'Title')][w:r/w:drawing]")
    assert [style_of(one) for one in signs] == [f"{kind.capitalize()}Title" for kind in kinds]
    assert [text_of(one).strip() for one in signs] == [kind.capitalize() for kind in kinds]
    assert word.find("//wp:docPr/@descr") == [""] * 6
    assert len(word.find("//*[local-name()='decorative'][@val='1']")) == 6
    assert len({name for name in word.parts if name.endswith(".svg")}) == 5


def test_admonitions_carry_their_label_as_a_header_row(render: Render) -> None:
    note = d.Div(content=(para("Mind the gap"),), attr=d.Attr(classes=("admonition", "warning")))
    word = render(note)
    assert word.find("//w:tblStyle/@w:val") == ["AdmonitionWarning"]
    assert ("WarningTitle", "\u2002Warning") in word.styles()
    assert len(word.find("//w:tr[w:trPr/w:tblHeader]")) == 1


FORMULAS = (
    r"a^2+b^2=c^2",
    r"\mathbb{R} \times \mathcal{L} \to \mathbf{A}",
    r"\int_0^1 x^2\,dx = \tfrac13",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
    r"f(x)=\begin{cases}1 & x>0 \\ 0 & \text{else}\end{cases}",
    r"\sum_{i=1}^n \hat{x}_i \leq \sqrt[3]{y}",
)


def test_formulas_are_native_equations(render: Render, reports: list[Diagnostic]) -> None:
    nodes = [d.Math(text=text, display=display) for text in FORMULAS for display in (False, True)]
    note = d.Note(content=(para(d.Math(text="y")),))
    word = render(*(para(node) for node in nodes), para(note), report=reports.append)
    math = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
    assert len(list(word.tree().iter(f"{math}oMath"))) == len(nodes)
    assert len(list(word.tree().iter(f"{math}oMathPara"))) == len(FORMULAS)
    assert len(list(word.tree("word/footnotes.xml").iter(f"{math}oMath"))) == 1
    assert reports == []


def test_a_formula_that_is_none_is_shown_as_written_and_reported(
    render: Render, reports: list[Diagnostic]
) -> None:
    word = render(para(d.Math(text=r"\frac{x")), para(d.Math(text="x")), report=reports.append)
    assert run_style(word, r"\frac{x") == ("Formula", [])
    assert [report.code for report in reports] == ["SX756"]


def test_without_pandoc_formulas_keep_their_words(
    render: Render, reports: list[Diagnostic], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> str:
        raise FileNotFoundError("it is not installed")

    monkeypatch.setattr(process, "program", missing)
    assert "x^2" in text_of(render(para(d.Math(text="x^2")), report=reports.append).tree())
    assert [report.code for report in reports] == ["SX755"]


def test_text_from_right_to_left_is_told_so(render: Render) -> None:
    word = render(para("بسم الله الرحمن"), para("Latin with عربي in it"), header(1, "عنوان", "1", "x"))
    turned = [text_of(p) for p in word.find("//w:p[w:pPr/w:bidi]")]
    assert turned == ["بسم الله الرحمن", "عنوان"]
    assert [text_of(run) for run in word.find("//w:r[w:rPr/w:rtl]")] == turned


def test_a_document_in_a_language_from_right_to_left_is_turned_as_a_whole(render: Render) -> None:
    table = d.Table(columns=(d.Column(),), head=(d.Row(cells=(d.Cell(content=()),)),))
    word = render(document=d.Document(meta=d.Meta(lang="ar"), blocks=(table, d.CodeBlock(text="x = 1"))))
    assert word.find("//w:sectPr/w:bidi")
    assert word.find("//w:tblPr/w:bidiVisual")
    assert word.find("//w:pPrDefault/w:pPr/w:bidi", "word/styles.xml")
    assert word.find("//w:style[@w:styleId='SourceCode']//w:bidi/@w:val", "word/styles.xml") == ["0"]


@pytest.mark.parametrize("url", ["http://%5Bbad/", "https://%FF%FE.example/", "https://..%E4%BE%8B/"])
def test_an_address_that_word_would_repair_is_reported_and_its_words_kept(
    render: Render, reports: list[Diagnostic], url: str
) -> None:
    link = d.Link(content=(d.Str(text="there"),), url=url)
    word = render(para(link), report=reports.append)
    assert not word.find("//w:hyperlink")
    assert text_of(word.paragraph("there")) == "there"
    assert [report.code for report in reports] == ["SX760"]


def test_a_line_in_bold_stays_with_what_follows(render: Render) -> None:
    bold = d.Strong(content=(d.Str(text="Pricing"),))
    word = render(para(bold, ":"), para("Text"), para(bold, " is a word"), para("More"))
    kept = [bool(list(word.paragraph(text).iter(f"{W}keepNext"))) for text in ("Pricing:", "Pricing is")]
    assert kept == [True, False]


def test_items_and_tables_run_as_their_words_do(render: Render) -> None:
    items = tuple(d.ListItem(content=(para(text),)) for text in ("القناة", "Channel"))
    cell = d.Cell(content=(para("القناة"),))
    table = d.Table(columns=(d.Column(),), head=(d.Row(cells=(cell,)),), body=(d.Row(cells=(cell,)),))
    word = render(d.BulletList(items=items), table)
    turned = [bool(list(word.paragraph(text).iter(f"{W}bidi"))) for text in ("القناة", "Channel")]
    assert turned == [True, False]
    assert word.find("//w:tblPr/w:bidiVisual")


def test_a_table_stands_apart_from_the_list_above_it(render: Render) -> None:
    table = d.Table(columns=(d.Column(),), body=(d.Row(cells=(d.Cell(content=(para("b"),)),)),))
    word = render(d.BulletList(items=(d.ListItem(content=(para("item"),)),)), table)
    (before,) = word.find("//w:tbl/preceding-sibling::*[1]")
    assert style_of(before) == "KeptSeparator"


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("zh-CN", "参见“手册”……", True),
        ("ja", "第3章―概要", True),
        ("zh", "参见手册", False),
        ("zh", "the “manual”", False),
        ("en", "参见“手册”", False),
        ("ko", "“설명” 說明", False),
    ],
)
def test_signs_between_ideographs_are_told_to_be_wide(
    render: Render, lang: str, text: str, told: bool
) -> None:
    word = render(document=d.Document(meta=d.Meta(lang=lang), blocks=(para(text),)))
    assert bool(word.find("//w:r/w:rPr/w:rFonts[@w:hint='eastAsia']")) is told
