import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from msgspec.structs import replace

from specexport.core.context import Context, Rendered
from specexport.core.options import Options
from specexport.model import document as d
from specexport.model.style import FontFace
from specexport.renderers.html import css
from specexport.renderers.html import writer as html
from specexport.style import palette

MakeContext = Callable[..., Context]
PNG = d.Media(b"\x89PNG\r\n\x1a\n", "image/png", 3, 2)


def text(value: str) -> tuple[d.Inline, ...]:
    return (d.Str(text=value),)


def para(value: str) -> d.Para:
    return d.Para(content=text(value))


def table(head: list[str], *rows: list[str], **fields: Any) -> d.Table:
    def row(cells: list[str]) -> d.Row:
        return d.Row(cells=tuple(d.Cell(content=(para(cell),) if cell else ()) for cell in cells))

    columns = tuple(d.Column() for _ in head)
    return d.Table(columns=columns, head=(row(head),), body=tuple(map(row, rows)), **fields)


@pytest.fixture
def page(make_context: MakeContext) -> Callable[..., str]:
    def render(*blocks: d.Block, **fields: Any) -> str:
        document = d.Document(blocks=blocks, **fields)
        return html.render(document, make_context()).data.decode()

    return render


@pytest.fixture
def body(page: Callable[..., str]) -> Callable[..., str]:
    def render(*blocks: d.Block, **fields: Any) -> str:
        return page(*blocks, **fields).partition('<main id="Content">')[2].partition("</main>")[0].strip()

    return render


Render = Callable[..., str]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (para("a"), "<p>a</p>"),
        (d.Header(level=1, content=text("A")), "<h2>A</h2>"),
        (d.Header(level=6, content=text("A")), '<h6 class="level-6">A</h6>'),
        (d.BlockQuote(content=(para("q"),)), "<blockquote>\n<p>q</p>\n</blockquote>"),
        (d.BulletList(items=(d.ListItem(content=(para("i"),)),)), "<ul>\n<li>i</li>\n</ul>"),
        (
            d.BulletList(items=(d.ListItem(content=(para("i"),)),), tight=False),
            '<ul class="loose">\n<li><p>i</p></li>\n</ul>',
        ),
        (
            d.OrderedList(items=(d.ListItem(content=(para("i"),)),), start=7, delimiter="one-paren"),
            '<ol class="decimal one-paren" start="7">\n<li>i</li>\n</ol>',
        ),
        (
            d.Para(content=(d.Span(content=text("K"), attr=d.Attr(classes=("kbd",))),)),
            "<p><kbd>K</kbd></p>",
        ),
        (d.HorizontalRule(), "<hr>"),
        (
            d.DefinitionList(
                items=(d.DefinitionItem(term=text("t"), definitions=(d.Definition(content=(para("m"),)),)),)
            ),
            "<dl>\n<dt>t</dt>\n<dd>m</dd>\n</dl>",
        ),
    ],
)
def test_blocks(body: Render, block: d.Block, expected: str):
    assert body(block) == expected


def test_a_heading_has_its_number_and_a_link_to_itself(body: Render):
    heading = d.Header(level=1, content=text("Scope"), attr=d.Attr(id="scope"), number="1.2")
    assert body(heading) == (
        '<h2 id="scope"><span class="number">1.2</span> Scope '
        '<a class="permalink" href="#scope" aria-label="Link to “Scope”">#</a></h2>'
    )


def test_an_id_is_given_once(body: Render):
    heading = d.Header(level=1, content=text("A"), attr=d.Attr(id="a"))
    assert body(heading, heading).count('id="a"') == 1


def test_tasks_say_whether_they_are_done(body: Render):
    items = (d.ListItem(content=(para("x"),), checked=True), d.ListItem(content=(para("y"),), checked=False))
    markup = body(d.BulletList(items=items))
    assert 'aria-label="Done">☑</span> x' in markup
    assert 'aria-label="Open">☐</span> y' in markup
    assert '<li class="task"><p><span class="check"' in body(d.BulletList(items=items, tight=False))


def test_a_paragraph_that_announces_a_list_leads_in(body: Render):
    items = d.BulletList(items=(d.ListItem(content=(para("i"),)),))
    assert '<p class="lead-in">In Scope:</p>' in body(para("In Scope:"), items)
    assert '<p class="lead-in">' not in body(para("A sentence."), items)


def test_unsafe_links_are_text(body: Render):
    assert body(d.Para(content=(d.Link(content=text("x"), url="javascript:x"),))) == "<p>x</p>"


def test_a_link_inside_a_link_is_text(body: Render):
    inner = d.Link(content=text("x"), url="https://b.example")
    assert body(d.Para(content=(d.Link(content=(inner,), url="#a"),))) == '<p><a href="#a">x</a></p>'


def test_pictures_are_inside_the_page(body: Render):
    figure = d.Figure(
        content=(d.Para(content=(d.Image(content=text("A"), url="a.png"),)),), caption=text("C"), number="1"
    )
    markup = body(figure, media={"a.png": PNG})
    assert '<img src="data:image/png;base64,' in markup
    assert 'width="3" height="2" alt="A">' in markup
    assert '<figcaption><span class="label">Figure 1</span> C</figcaption>' in markup


def test_a_missing_picture_shows_its_words_and_links_to_what_is_remote(body: Render):
    here = d.Para(content=(d.Image(content=text("Alt"), url="x.png"),))
    away = d.Para(content=(d.Image(content=text("Alt"), url="https://example.com/x.png"),))
    assert body(here) == '<p><span class="missing" title="x.png">Alt</span></p>'
    assert body(away) == '<p><a class="missing" href="https://example.com/x.png">Alt</a></p>'


def test_footnotes_follow_the_text_with_links_both_ways(body: Render):
    inner = d.Note(content=(para("second"),))
    note = d.Note(content=(d.Para(content=(d.Str(text="first"), inner)),))
    markup = body(d.Para(content=(d.Str(text="a"), note)))
    assert (
        '<sup class="note" id="Reference-1"><a href="#Note-1" role="doc-noteref" aria-label="1">1</a></sup>'
        in markup
    )
    assert re.search(
        r'<li id="Note-2" value="2"><p>second <a class="back" role="doc-backlink" href="#Reference-2"', markup
    )


def test_raw_html_is_sanitised_and_other_raw_markup_left_out(body: Render):
    markup = body(
        d.RawBlock(
            format="html", text='<b onclick="x()">b</b><script>x</script><img src="http://e.example/x">'
        ),
        d.RawBlock(format="latex", text="\\LaTeX"),
    )
    assert markup == "<b>b</b>"


def test_admonitions_have_a_label(body: Render):
    markup = body(d.Div(content=(para("x"),), attr=d.Attr(classes=("admonition", "warning"))))
    assert markup.startswith(
        '<div class="admonition warning" role="note">\n<p class="admonition-title">Warning</p>'
    )


def test_details_fold(body: Render):
    summary = d.Div(content=(para("More"),), attr=d.Attr(classes=("summary",)))
    markup = body(d.Div(content=(summary, para("x")), attr=d.Attr(classes=("details",))))
    assert markup == "<details>\n<summary>More</summary>\n<p>x</p>\n</details>"


def test_tables_show_what_their_cells_mean(body: Render):
    markup = body(
        table(
            ["Method", "Impact", "Status", "Count", "Text"],
            ["GET", "High", "Draft", "1,200", "High"],
            ["POST", "Low", "Approved", "3", "a `GET`"],
        )
    )
    assert '<span class="method get">GET</span>' in markup
    assert markup.count('<span class="level high">High</span>') == 1
    assert '<span class="pill status-approved">Approved</span>' in markup
    assert '<td class="right">1,200</td>' in markup
    assert '<th scope="col" class="right">Count</th>' in markup


def test_a_table_scrolls_in_a_box_that_the_keyboard_reaches(body: Render):
    markup = body(table(["A", ""], ["x", "y"], caption=text("What it says"), number="2"))
    assert markup.startswith(
        '<div class="table" role="group" aria-label="Table 2 What it says" tabindex="0">'
    )
    assert '<caption><span class="label">Table 2</span> What it says</caption>' in markup
    assert "<td></td></tr>" in markup, "an empty header cell is no header"


def test_cells_that_span_rows_move_those_after_them(body: Render):
    tall = d.Cell(content=(para("t"),), row_span=2)
    rows = (d.Row(cells=(tall, d.Cell(content=(para("1"),)))), d.Row(cells=(d.Cell(content=(para("2"),)),)))
    markup = body(d.Table(columns=(d.Column(), d.Column()), body=rows, row_heads=1))
    assert markup.count('<td class="right">') == 2
    assert '<th scope="row" rowspan="2">t</th>' in markup


def test_contents_nest(page: Render):
    entries = [(1, "a", "1"), (2, "b", "1.1"), (2, "c", "1.2"), (1, "d", "2")]
    contents = tuple(d.ContentsEntry(level, text(name), name, number) for level, name, number in entries)
    markup = page(contents=contents).partition("</summary>")[2].partition("</details>")[0]
    assert re.sub(r"<(/?)(ol|li)>|<[^>]+>|\s", r"<\1\2>", markup).replace("<>", "") == (
        "<ol><li>1a<ol><li>1.1b</li><li>1.2c</li></ol></li><li>2d</li></ol>"
    )


def test_the_policy_allows_the_pages_own_script_and_no_other(page: Render):
    markup = page(para("x"))
    scripts = re.findall(r"<script>(.*?)</script>", markup, re.DOTALL)
    digest = b64encode(sha256(scripts[0].encode()).digest()).decode()
    assert len(scripts) == 1
    assert f"script-src 'sha256-{digest}'" in markup
    assert "connect-src 'none'" in markup


def test_the_page_makes_no_request(page: Render):
    markup = page(para("x"))
    assert not re.search(r"(src|href|url\()=?[\"']?(https?:)?//", markup)
    assert "@import" not in markup


def test_hostile_words_stay_words(page: Render):
    evil = "</style></title><script>alert(1)</script>{{ 7 * 7 }}"
    meta = d.Meta(title=text(evil), kind=evil, authors=(evil,), classification=evil, lang='"><script>')
    markup = page(para(evil), meta=meta)
    assert markup.count("<script>") == 1
    assert "49" not in markup.partition("<main")[2]


def test_the_title_of_the_window_is_cut(page: Render):
    found = re.search(r"<title>(.*?)</title>", page(meta=d.Meta(title=text("long " * 40))))
    assert found
    assert len(found[1]) <= 70


def test_right_to_left_languages(page: Render):
    assert '<html lang="ar" dir="rtl">' in page(meta=d.Meta(lang="ar"))
    assert '<html lang="en">' in page(meta=d.Meta(lang="en"))


def test_facts_stand_in_the_styles_order_and_none_is_lost(page: Render):
    fields = (
        d.MetaField("Cost centre", text("4711")),
        d.MetaField("Author", text("A")),
        d.MetaField("Status", text("Draft")),
    )
    markup = page(meta=d.Meta(status="Draft", version="2", authors=("A",), fields=fields))
    labels = re.findall(r"<dt>(.*?)</dt>", markup)
    assert labels == ["Status", "Version", "Author", "Cost centre"]
    assert '<span class="pill status-draft">Draft</span>' in markup


def test_every_property_of_the_sheets_is_defined(make_context: MakeContext):
    sheet = css.screen(make_context().style)
    used = set(re.findall(r"var\(--([\w-]+)", sheet))
    assert used <= set(re.findall(r"--([\w-]+):", sheet))


def test_dark_text_can_be_read(make_context: MakeContext):
    from specexport.style.colors import contrast

    light = palette.colors(make_context().style)
    shade = palette.dark(light)
    for name in ("text", "secondary", "link", "primary", "code-keyword", "code-comment", "h1-color"):
        assert contrast(shade[name], shade["tint"]) >= 4.5, name
    for name in ("note", "warning", "status-draft"):
        assert contrast(shade[name], shade[f"{name}-tint"]) >= 4.5, name


def test_the_same_document_makes_the_same_page(make_context: MakeContext):
    document = d.Document(blocks=(para("x"),))
    assert html.render(document, make_context()) == html.render(document, make_context())


def test_a_style_without_font_files_embeds_none(make_context: MakeContext):
    style = make_context().style
    bare = replace(style, fonts=tuple(replace(font, web=None, path=None) for font in style.fonts))
    assert "@font-face" not in css.screen(bare)


def test_a_family_for_print_alone_is_compressed_into_the_page(make_context: MakeContext):
    style = make_context().style
    mono = [font for font in style.fonts if font.family == style.code.family]
    printed = replace(style, fonts=tuple(replace(font, web=None) for font in mono))
    sheet = css.screen(printed)
    assert sheet.count("@font-face") == len(mono)
    data = re.findall(r"data:font/woff;base64,([^\"]+)", sheet)
    assert [b64decode(one)[:4] for one in data] == [b"wOFF"] * len(mono)
    decoded, file = TTFont(BytesIO(b64decode(data[0]))), TTFont(mono[0].path)
    assert decoded["head"].modified == file["head"].modified, "the clock is not in the page"
    half = replace(
        style, fonts=(replace(mono[0], path=None), *(replace(font, web=None) for font in mono[1:]))
    )
    expected = "a family that has web fonts brings these alone, so that a page stays small"
    assert css.screen(half).count("@font-face") == 1, expected


def test_a_font_file_that_is_none_is_not_embedded(make_context: MakeContext, tmp_path: Path):
    style = make_context().style
    (tmp_path / "Broken-Regular.ttf").write_bytes(b"no font at all")
    broken = FontFace("Broken", tmp_path / "Broken-Regular.ttf")
    assert "@font-face" not in css.screen(replace(style, fonts=(broken,)))


def figure(number: int) -> d.Figure:
    return d.Figure(content=(para("f"),), caption=text(f"What {number} shows"), number=str(number))


def test_figures_are_listed_where_there_are_several(page: Render):
    contents = (d.ContentsEntry(1, text("A"), "a"),)
    listed = page(*map(figure, (1, 2, 3)), contents=contents)
    assert re.search(r'id="Figures">Figures</h2></summary>\s*<ol>', listed)
    assert '<a href="#Figure-2"><span class="number">2</span> <span class="text">What 2 shows' in listed
    assert '<figure id="Figure-2">' in listed
    assert 'id="Figures"' not in page(*map(figure, (1, 2)), contents=contents)


def test_the_page_describes_itself(page: Render):
    meta = d.Meta(title=text("Ledger"), authors=("A",), created="2026-02-03", lang="de-CH")
    long = "Every movement of customers' money is " + "recorded " * 30
    markup = page(para("Short."), para(long), meta=meta)
    assert '<meta property="og:title" content="Ledger">' in markup
    assert '<meta property="og:locale" content="de_CH">' in markup
    assert '<meta property="article:published_time" content="2026-02-03">' in markup
    found = re.findall(r'<meta (?:name|property)="(?:og:)?description" content="(.*?)">', markup)
    assert len(found) == 2
    assert found[0] == found[1]
    assert found[0].startswith("Every movement of customers")
    assert found[0].endswith("recorded…")
    assert len(found[0]) <= 160


def rendered(make_context: MakeContext, options: Options, *blocks: d.Block, **fields: Any) -> Rendered:
    context = make_context()
    context = replace(context, options=options)
    return html.render(d.Document(blocks=blocks, **fields), context)


def test_a_fragment_is_the_body_alone(make_context: MakeContext):
    heading = d.Header(level=1, content=text("Scope"), attr=d.Attr(id="scope"))
    markup = rendered(make_context, Options(fragment=True), heading, meta=d.Meta(lang="ar")).data.decode()
    assert markup.startswith('<article class="specexport" lang="ar" dir="rtl">')
    assert markup.endswith("</article>\n")
    assert '<h2 id="scope">Scope</h2>' in markup
    assert not re.search(r"<(html|head|body|main|style|script|link)\b", markup)


def test_parts_beside_the_page_are_named_by_their_content(make_context: MakeContext):
    picture = d.Para(content=(d.Image(content=text("A"), url="pictures/ä b.png"),))
    media = {"pictures/ä b.png": PNG}
    made = rendered(make_context, Options(assets="assets"), picture, media=media)
    markup = made.data.decode()
    named = re.findall(r'(?:href|src)="(assets/[\w.-]+)"', markup)
    assert set(named) < set(made.files)
    assert "data:" not in markup.partition("</head>")[0]
    assert made.files[next(name for name in named if name.endswith(".png"))] == PNG.data
    sheet = next(data for name, data in made.files.items() if name.endswith(".css")).decode()
    fonts = re.findall(r'src: url\("([\w.-]+\.woff2)"\)', sheet)
    assert fonts
    assert {f"assets/{name}" for name in fonts} <= set(made.files)
    assert rendered(make_context, Options(assets="assets"), picture, media=media) == made


def test_other_files_are_beside_the_page_only_when_asked_for(make_context: MakeContext):
    assert rendered(make_context, Options(), para("x")).files == {}


def test_the_title_of_the_window_is_cut_by_what_it_takes_in_the_file(page: Render):
    found = re.search(r"<title>(.*?)</title>", page(meta=d.Meta(title=text("a & b " * 11))))
    assert found
    assert len(found[1]) <= 70


def test_space_at_the_end_of_a_line_of_a_diagram_is_meant(body: Render):
    assert "|-- a&#32;\n|-- b" in body(
        d.CodeBlock(text="|-- a \n|-- b", attr=d.Attr(classes=("text", "box-diagram")))
    )


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ((d.Math(text="a<b"),), "a&lt;b"),
        ((d.Strong(content=(d.Math(text="k"),)),), "k"),
        ((d.Math(text="k"), *text(" of "), d.Math(text="n")), ""),
    ],
)
def test_a_formula_alone_in_a_header_cell_has_a_name(body: Render, cell: tuple[d.Inline, ...], name: str):
    cells = (d.Cell(content=(d.Para(content=cell),)),)
    found = body(d.Table(columns=(d.Column(),), head=(d.Row(cells=cells),), body=(d.Row(cells=cells),)))
    head, _, rest = found.partition("</thead>")
    assert "<math " in head
    assert re.findall(r'<th scope="col"[^>]*><span title="([^"]*)">', head) == ([name] if name else [])
    assert "title=" not in rest
