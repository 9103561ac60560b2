"""What stands in a Word file comes in as what it is."""

from __future__ import annotations

import pytest

from docx_in.make import field, item, level, numbering, p, r, read, word
from specexport.core.context import Source
from specexport.model import document as d
from specexport.model import walk
from specexport.readers import docx


def text(body: str, **parts: str) -> str:
    return walk.plain(read(word(body, **parts))[0].blocks)


def outline(blocks: tuple[d.Block, ...], depth: int = 0) -> list[str]:
    """Return the blocks as lines: what each is, and its words."""
    found = []
    for block in blocks:
        if isinstance(block, d.BulletList | d.OrderedList):
            sign = "-" if isinstance(block, d.BulletList) else f"{block.start}."
            for one in block.items:
                first, *rest = outline(one.content)
                found += [f"{'  ' * depth}{sign} {first}", *(f"{'  ' * (depth + 1)}{line}" for line in rest)]
        else:
            found.append("  " * depth + f"{type(block).__name__} {walk.plain([block])}")
    return found


# Runs and what holds them


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ('<w:fldSimple w:instr="TITLE">' + r("one") + "</w:fldSimple>", "one"),
        (field("DOCPROPERTY X", r("two")), "two"),
        (field("IF 1 = " + "1", field("MERGEFIELD A", r("three"))), "three"),
        (f"<w:smartTag>{r('four')}</w:smartTag>", "four"),
        (f"<w:bdo>{r('five')}</w:bdo><w:dir>{r('six')}</w:dir>", "fivesix"),
        (f"<w:sdt><w:sdtContent>{r('seven')}</w:sdtContent></w:sdt>", "seven"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>", "a\u2011bc"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r>", "a b c"),
        ('<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', "α→"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>top</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "base(top)",
        ),
        (field("MACROBUTTON NoMacro Press here"), "Press here"),
    ],
)
def test_words_are_kept_wherever_they_stand(inside: str, words: str) -> None:
    assert text(p(inside)) == words


def test_looks_are_put_together_and_space_stands_outside() -> None:
    (block,) = read(word(p(r("a "), r("b", "<w:b/>"), r("c ", "<w:b/>"), r("d", "<w:b w:val='0'/>"))))[
        0
    ].blocks
    assert block.content == (
        d.Str(text="a "),
        d.Strong(content=(d.Str(text="bc"),)),
        d.Str(text=" d"),
    )


def test_links_lead_where_they_did() -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="place"/>'
    body = p(field('HYPERLINK "https://a.example/?x=1" \\l "part" \\o "tip"', r("one"))) + p(
        f'<w:hyperlink w:anchor="place">{r("two")}</w:hyperlink>', field("REF place \\h", r("three"))
    )
    links = list(walk.find(read(word(body + p(mark, "x")))[0].blocks, d.Link))
    assert [(link.url, link.title) for link in links] == [
        ("https://a.example/?x=1#part", "tip"),
        ("#place", ""),
        ("#place", ""),
    ]


def test_a_field_over_several_paragraphs_is_read() -> None:
    begin, end = field("HYPERLINK https://a.example", "|").split("|")
    links = list(walk.find(read(word(p(begin, "one") + p("two", end) + p("three")))[0].blocks, d.Link))
    assert [walk.plain(link.content) for link in links] == ["one", "two"]


# Boxes, charts, formulas


def test_a_text_box_is_read_once_and_its_paragraph_too() -> None:
    def box(holder: str) -> str:
        return f"<{holder}><w:txbxContent>{p('inside')}</w:txbxContent></{holder}>"

    drawn = f"<w:drawing><wp:inline>{box('wps:txbx')}</wp:inline></w:drawing>"
    old = f"<w:pict><v:shape>{box('v:textbox')}</v:shape></w:pict>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    unknown = both.replace('"wps"', '"xyz"')
    for run in (both, unknown, f"<w:r>{old}</w:r>", f"<w:r>{drawn}</w:r>"):
        assert text(p("before ", run, " after")) == "before after inside"


def test_what_cannot_be_shown_is_told_and_its_words_stand_there() -> None:
    chart = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="C" descr="Load by month"/>'
        "<a:graphic><a:graphicData><c:chart/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    document, said = read(word(p(chart)))
    assert walk.plain(document.blocks) == "(Load by month)"
    assert [one.code for one in said] == ["SX787"]


def test_formulas_are_tex() -> None:
    def run(words: str) -> str:
        return f"<m:r><m:t>{words}</m:t></m:r>"

    root = f"<m:rad><m:radPr/><m:deg>{run('3')}</m:deg><m:e>{run('x')}</m:e></m:rad>"
    body = f"<m:oMath><m:f><m:num>{run('α')}</m:num><m:den>{root}</m:den></m:f></m:oMath>"
    (math,) = walk.find(read(word(p(body)))[0].blocks, d.Math)
    assert math.text == "\\frac{\\alpha}{\\sqrt[3]{x}}"


# Controls and fields of forms


@pytest.mark.parametrize("on", [True, False])
def test_boxes_say_whether_they_are_ticked(on: bool) -> None:
    new = (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(on)}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{r('?')}</w:sdtContent></w:sdt>"
    )
    checked = "<w:checked/>" if on else ""
    old = field("FORMCHECKBOX").replace(
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>{checked}</w:checkBox>'
        "</w:ffData></w:fldChar>",
    )
    for box in (new, old):
        (item_,) = walk.find(read(word(p(box, " done")))[0].blocks, d.ListItem)
        assert item_.checked is on


def test_what_is_not_filled_in_is_a_placeholder() -> None:
    hint = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click here')}</w:sdtContent></w:sdt>"
    )
    (span,) = walk.find(read(word(p("Owner: ", hint)))[0].blocks, d.Span)
    assert (span.attr.classes, walk.plain(span.content)) == (("placeholder",), "Click here")


# Lists


CLAUSES = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "(%3)"))


def test_labels_that_say_more_than_a_number_are_text() -> None:
    lists = numbering((level(0, "decimalZero", "REQ-%1", 7),), CLAUSES)
    body = item("a", 1) + item("b", 1) + item("c", 2) + item("d", 2, 1) + item("e", 2, 1) + item("f", 2, 2)
    assert outline(read(word(body, numbering=lists))[0].blocks) == [
        "- Para REQ-07 a",
        "- Para REQ-08 b",
        "1. Para c",
        "  - Para 1.1 d",
        "  - Para 1.2 e",
        "    1. Para f",
    ]


def test_lists_go_on_over_what_stands_between_their_items() -> None:
    lists = numbering((level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)")))
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    further = p("on", props='<w:ind w:left="1440"/>')
    body = item("a", 1) + item("b", 1, 1) + further + table + item("c", 1, 1) + item("d", 1) + p("out")
    assert outline(read(word(body, numbering=lists))[0].blocks) == [
        "1. Para a",
        "  1. Para b",
        "    Para on",
        "    Table cell",
        "  1. Para c",
        "1. Para d",
        "Para out",
    ]


def test_pictures_between_items_belong_to_the_one_above() -> None:
    lists = numbering((level(0, "decimal", "%1."),))
    styles = paragraph_style("C", "caption")
    shape = '<v:shape alt="Pump"><v:imagedata r:id="rheader"/></v:shape>'
    picture = p(f"<w:r><w:pict>{shape}</w:pict></w:r>") + p("Figure 1: The pump", style_id="C")
    body = item("a", 1) + picture + item("b", 1) + p("out") + item("c", 1)
    blocks = read(word(body, numbering=lists, styles=styles, header=p("a")))[0].blocks
    assert outline(blocks) == ["1. Para a", "  Figure Pump The pump", "1. Para b", "Para out", "3. Para c"]


# Tables


def cell(words: str, props: str = "") -> str:
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{p(words)}</w:tc>"


def test_every_cell_is_in_its_column() -> None:
    rows = (
        f"<w:tr>{cell('a')}{cell('b')}{cell('c')}</w:tr>",
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('d')}{cell('e')}</w:tr>",
        f"<w:tr>{cell('f', '<w:vMerge w:val=' + chr(34) + 'restart' + chr(34) + '/>')}"
        f"{cell('g', '<w:gridSpan w:val=' + chr(34) + '2' + chr(34) + '/>')}</w:tr>",
        f"<w:sdt><w:sdtContent><w:tr>{cell('', '<w:vMerge/>')}{cell('h')}</w:tr></w:sdtContent></w:sdt>",
    )
    (table,) = walk.find(read(word(f"<w:tbl>{''.join(rows)}</w:tbl>"))[0].blocks, d.Table)
    found = [
        [(walk.plain(one.content), one.row_span, one.col_span) for one in row.cells] for row in table.body
    ]
    assert found == [
        [("a", 1, 1), ("b", 1, 1), ("c", 1, 1)],
        [("", 1, 1), ("d", 1, 1), ("e", 1, 1)],
        [("f", 2, 1), ("g", 1, 2)],
        [("h", 1, 1), ("", 1, 1)],
    ]


# Styles


def paragraph_style(ident: str, name: str, props: str = "", run: str = "", base: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/>{based}'
        f"<w:pPr>{props}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


MONO = '<w:rFonts w:ascii="Consolas"/>'


@pytest.mark.parametrize(
    ("styles", "run"),
    [
        (paragraph_style("C", "HTML Preformatted"), ""),
        (paragraph_style("B", "Plain Text") + paragraph_style("C", "Company Code", base="B"), ""),
        (paragraph_style("C", "Listing 7", run=MONO), ""),
        (paragraph_style("C", "Whatever"), MONO),
    ],
)
def test_code_keeps_its_spaces_and_empty_lines(styles: str, run: str) -> None:
    lines = ["a:", "    b:   1", "", "\u00a0\u00a0c: 2"] if not run else ["a:", "    b:   1"]
    body = "".join(p(*([r(line, run)] if line else []), style_id="C") for line in lines)
    (block,) = walk.find(read(word(body, styles=styles))[0].blocks, d.CodeBlock)
    assert block.text == "\n".join(lines).replace("\u00a0", " ")


def test_headings_are_known_by_their_outline() -> None:
    level_two = '<w:outlineLvl w:val="1"/>'
    styles = paragraph_style("A", "Corp", level_two) + paragraph_style("B", "Corp B", base="A")
    styles += paragraph_style("H", "heading 3") + paragraph_style(
        "T", "No", '<w:outlineLvl w:val="9"/>', base="A"
    )
    body = p("a", style_id="B") + p("b", style_id="H") + p("c", props=level_two) + p("d", style_id="T")
    found = [
        (one.level, walk.plain(one.content))
        for one in walk.find(read(word(body, styles=styles))[0].blocks, d.Header)
    ]
    assert found == [(2, "a"), (3, "b"), (2, "c")]


def test_hidden_words_are_left_out_and_told() -> None:
    styles = paragraph_style("G", "Guidance", run="<w:vanish/>")
    row = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('row')}</w:tr><w:tr>{cell('seen')}</w:tr>"
    body = p("a ", r("run", "<w:vanish/>")) + p("style", style_id="G") + f"<w:tbl>{row}</w:tbl>"
    document, said = read(word(body, styles=styles))
    assert walk.plain(document.blocks) == "a seen"
    (told,) = said
    assert (told.code, told.message) == ("SX788", "hidden text is left out: 3 words (run style row)")


# Packages


@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "content/main part.xml"])
@pytest.mark.parametrize("strict", [True, False])
def test_parts_have_any_name_and_either_namespace(main: str, strict: bool) -> None:
    numbers = numbering((level(0, "decimal", "%1."),))
    body = item("a", 1) + item("b", 1)
    document, said = read(word(body, main.replace(" ", "_"), strict, numbering=numbers))
    assert (outline(document.blocks), said) == (["1. Para a", "1. Para b"], [])


# Comments, changes, positions


def test_comments_keep_their_thread_and_whether_they_are_resolved() -> None:
    def comment(ident: int, words: str, name: str) -> str:
        return (
            f'<w:comment w:id="{ident}" w:author="A B" w:date="2026-01-02T00:00:00Z">'
            f'<w:p w14:paraId="{name}"><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
        )

    edges = ('<w:commentRangeStart w:id="{0}"/>', '<w:commentRangeEnd w:id="{0}"/>')
    body = p(*(edges[0].format(at) for at in (0, 1)), "words", *(edges[1].format(at) for at in (0, 1)))
    extended = '<w15:commentEx w15:paraId="0000000A" w15:done="1"/>'
    extended += '<w15:commentEx w15:paraId="0000000B" w15:paraIdParent="0000000A" w15:done="0"/>'
    comments = comment(0, "Why?", "0000000A") + comment(1, "Because.", "0000000B") + comment(2, "Alone", "0C")
    document, _ = read(word(body, comments=comments, commentsExtended=extended))
    spans = [one for one in walk.find(document.blocks, d.Span) if one.attr.classes == ("comment",)]
    assert [
        (one.attr.get("comment"), one.attr.get("answers"), one.attr.get("resolved")) for one in spans
    ] == [
        ("0", "", "true"),
        ("1", "0", ""),
        ("2", "", ""),
    ]


def test_moves_and_rows_are_changes() -> None:
    who = 'w:id="1" w:author="A" w:date="2026-01-02T00:00:00Z"'
    moved = f"<w:moveFrom {who}>{r('gone')}</w:moveFrom><w:moveTo {who}>{r('here')}</w:moveTo>"
    row = f"<w:tr><w:trPr><w:ins {who}/></w:trPr>{cell('fresh')}</w:tr>"
    document, _ = read(word(p(moved) + f"<w:tbl><w:tr>{cell('old')}</w:tr>{row}</w:tbl>"))
    spans = [one for one in walk.find(document.blocks, d.Span) if one.attr.get("author")]
    assert [(one.attr.classes[0], one.attr.get("moved"), walk.plain(one.content)) for one in spans] == [
        ("deleted", "yes", "gone"),
        ("inserted", "yes", "here"),
    ]
    rows = [one for one in walk.find(document.blocks, d.Div) if one.attr.get("author")]
    assert [(one.attr.classes, walk.plain(one.content)) for one in rows] == [
        (("inserted", "inserted-row"), "fresh")
    ]


def test_every_paragraph_has_its_place() -> None:
    named = '<w:p w14:paraId="1234ABCD"><w:r><w:t>b</w:t></w:r></w:p>'
    note = '<w:footnote w:id="4"><w:p w14:paraId="0F"><w:r><w:t>n</w:t></w:r></w:p></w:footnote>'
    body = p("a") + named + p("c", '<w:r><w:footnoteReference w:id="4"/></w:r>')
    found = docx.content(Source(word(body, footnotes=note), "a.docx"))
    paras = [one.pos for one in walk.find(found.blocks, d.Para)]
    places = [found.places[pos.path or "word/document.xml", pos.line] for pos in paras if pos]
    assert [(place.part, place.paragraph, place.ident) for place in places] == [
        ("word/document.xml", 1, ""),
        ("word/document.xml", 2, "1234ABCD"),
        ("word/document.xml", 3, ""),
        ("word/footnotes1.xml", 1, "0F"),
    ]
