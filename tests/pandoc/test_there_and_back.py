"""What formats could not hold by themselves comes back, for it is written so that it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from specexport.core import registry
from specexport.core.context import Source
from specexport.core.options import Options
from specexport.model import document as d
from specexport.model import walk
from specexport.pipeline import flow

if TYPE_CHECKING:
    from collections.abc import Callable

    Back = Callable[[str, str], d.Document]

FORMATS = ("docx", "odt", "rst", "html", "latex", "epub")


@pytest.fixture
def back(make_context: Callable[..., Any]) -> Back:
    """Export Markdown to a format, and read that."""

    def there_and_back(markdown: str, target: str) -> d.Document:
        context = make_context()
        document = flow.read(Source(markdown.encode(), "a.md"), context)
        made = flow.render(document, target, context).data
        return flow.read(
            Source(made, f"a{registry.suffix(target)}"),
            replace(make_context(), options=Options(reader=target)),
        )

    return there_and_back


def code(document: d.Document) -> list[str]:
    return [block.text for block in walk.find(document.blocks, d.CodeBlock)]


def asides(document: d.Document) -> list[tuple[str, str, str]]:
    found = [node for node in walk.find(document.blocks, d.Div) if "admonition" in node.attr.classes]
    return [(node.attr.classes[1], node.attr.get("title"), walk.plain(node.content)) for node in found]


@pytest.mark.parametrize("target", FORMATS)
def test_blocks_of_code_that_follow_each_other_stay_apart(target: str, back: Back) -> None:
    blocks = ["      a   b\nc  d", "e", "f\n\n  g"]
    markdown = "# T\n\n## S\n\n" + "\n\n".join(f"```\n{block}\n```" for block in blocks)
    listed = "\n\n- item\n\n" + "\n\n".join(f"  ```\n  {each}\n  ```" for each in ("h", "i"))
    assert code(back(markdown + listed, target)) == [*blocks, "h", "i"]


@pytest.mark.parametrize("target", FORMATS)
def test_admonitions_keep_kind_title_and_text(target: str, back: Back) -> None:
    markdown = (
        "# T\n\n## S\n\n> [!WARNING]\n> Do not.\n\n> [!TIP] Own words\n> Do.\n>\n> Or don't.\n\nText.\n"
    )
    assert asides(back(markdown, target)) == [
        ("warning", "", "Do not."),
        ("tip", "Own words", "Do. Or don't."),
    ]


@pytest.mark.parametrize("target", [name for name in FORMATS if name != "html"])
def test_fields_above_a_text_without_sections_are_fields(target: str, back: Back) -> None:
    document = back("---\ntitle: T\nstatus: Draft\ncolour: blue\n---\n\nText only.\n", target)
    assert walk.plain(document.meta.title) == "T"
    assert document.meta.status == "Draft"
    assert ("colour", "blue") in [
        (each.name.lower(), walk.plain(each.content)) for each in document.meta.fields
    ]
    assert walk.plain(document.blocks) == "Text only."


@pytest.mark.parametrize("target", ["html", "epub"])
@pytest.mark.parametrize("url", ["flow.png", "https://example.com/flow.png"])
def test_a_picture_that_was_not_there_is_one_again(url: str, target: str, back: Back) -> None:
    document = back(f"# T\n\n## S\n\nSee ![The flow]({url}) here.\n", target)
    (image,) = walk.find(document.blocks, d.Image)
    assert (walk.plain(image.content), image.url) == ("The flow", url)


@pytest.mark.parametrize(
    "words",
    [
        "M. Jones, 2010",
        "1\\. First",
        "\\- dash",
        "iv) four",
        "\\| bar",
        "\\:field: x",
        "-v option",
        "\\* star",
        "\\*",
        "\\+ plus",
        "\\_\\_ anonymous",
    ],
)
def test_no_paragraph_of_restructured_text_begins_like_an_item(words: str, back: Back) -> None:
    document = back(f"# T\n\n## S\n\n{words}\n\n| a | b |\n|---|---|\n| {words} | |\n", "rst")
    plain = words.replace("\\", "")
    para, table = document.blocks[1:]
    assert walk.plain([para]) == plain
    assert isinstance(table, d.Table)
    assert walk.plain(table.body) == plain


def test_markup_does_not_nest_in_restructured_text(back: Back) -> None:
    text = "**bold `code` and [a `link`](https://example.com/)** and [`b<c>`](x.md), f/[g](h.md)."
    document = back(f"# T\n\n## S\n\n{text}\n", "rst")
    assert walk.plain(document.blocks[1:]) == "bold code and a link and b<c>, f/g."
    assert [link.url for link in walk.find(document.blocks, d.Link)] == [
        "https://example.com/",
        "x.md",
        "h.md",
    ]


def test_empty_cells_of_restructured_text_keep_their_place(back: Back) -> None:
    document = back("# T\n\n## S\n\n|  |  | c |\n|---|---|---|\n|  | b |  |\n| a |  |  |\n", "rst")
    (table,) = walk.find(document.blocks, d.Table)
    assert rows(table) == [["", "", "c"], ["", "b", ""], ["a", "", ""]]


def rows(table: d.Table) -> list[list[str]]:
    return [[walk.plain(cell.content) for cell in row.cells] for row in (*table.head, *table.body)]


@pytest.mark.parametrize("words", ["one<br>two", "- one<br>- two", "1. one<br>2. two", "**one**<br>`two`"])
def test_lines_of_restructured_text_stay_lines(words: str, back: Back) -> None:
    markdown = f"# T\n\n## S\n\n| a |\n|---|\n| {words} |\n\nText\n\n* A: {words}\n* b\n"
    before, after = back(markdown, "html"), back(markdown, "rst")
    lines = [
        [walk.plain(para.content) for para in walk.find(document.blocks, d.Para)]
        for document in (before, after)
    ]
    breaks = [len(list(walk.find(document.blocks, d.LineBreak))) for document in (before, after)]
    assert lines[0] == lines[1]
    assert breaks[0] == breaks[1] > 0
    assert [len(list(walk.find(document.blocks, d.ListItem))) for document in (before, after)] == [2, 2]


def test_a_line_within_a_paragraph_of_restructured_text_begins_no_list(back: Back) -> None:
    document = back("# T\n\n## S\n\n- Errors\n  a) one\n  of two\n", "rst")
    (item,) = walk.find(document.blocks, d.ListItem)
    assert walk.plain(item.content) == "Errors a) one of two"


def test_cells_that_span_others_keep_their_place_in_restructured_text(back: Back) -> None:
    head = '<tr><th colspan="2" rowspan="2"></th><th colspan="2">def</th></tr><tr><th>Go</th><th>C</th></tr>'
    body = '<tr><th rowspan="2">ref</th><td>Go</td><td>1</td><td>2</td></tr>'
    body += "<tr><td>C</td><td>3</td><td>4</td></tr>"
    document = back(f"# T\n\n## S\n\n<table><thead>{head}</thead><tbody>{body}</tbody></table>\n", "rst")
    (table,) = walk.find(document.blocks, d.Table)
    assert rows(table) == [
        ["", "", "def", ""],
        ["", "", "Go", "C"],
        ["ref", "Go", "1", "2"],
        ["", "C", "3", "4"],
    ]


def test_space_at_the_ends_of_code_stays_in_restructured_text(back: Back) -> None:
    item = "- x\n\n  > [!NOTE]\n  > n\n\n  ```\n\n  first\n\n  ```\n\n  ```\n  ```\n"
    document = back(f"# T\n\n## S\n\nSee` a`, `b `c.\n\n{item}", "rst")
    assert walk.plain(document.blocks[1:2]) == "See a, b c."
    assert code(document) == ["first"]
    assert ":" not in walk.plain(document.blocks[2:])


def test_items_after_code_are_text_in_opendocument(back: Back) -> None:
    items = "1. One\n\n   ```\n   code\n   more\n   ```\n\n2. Two:\n\n   1. three\n   2. four\n"
    document = back(f"# T\n\n## S\n\n{items}", "odt")
    assert code(document) == ["code\nmore"]
    assert walk.plain(document.blocks[1:]) == "One code\nmore Two: three four".replace("\n", " ")


def test_terms_and_bars_of_latex_come_back(back: Back) -> None:
    document = back("# T\n\n## S\n\nTerm\n: Meaning\n\n`a|b` c | d --- e\n", "latex")
    assert "TermMeaning a|b c | d" in walk.plain(document.blocks)


def test_no_paragraph_of_restructured_text_makes_what_follows_code(make_context: Callable[..., Any]) -> None:
    context = make_context()
    document = flow.read(Source(b"# T\n\nEnds in two::\n\n> Quoted.\n", "a.md"), context)
    # pandoc's own reader takes it for the beginning of code all the same; docutils does not.
    assert b"Ends in two:\\:\n" in flow.render(document, "rst", context).data
