"""Page breaks by every spelling: each is one node, and nothing of it is text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import specexport
from specexport.core.options import Options
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import PAGE_BREAK
from specexport.pandoc.ast import read as read_tree
from specexport.pandoc.ast import write as write_tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readers.conftest import Read

WORDPROCESSING = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
SPELLINGS = (
    *(r"\newpage", r"\pagebreak", r"\clearpage", r"\cleardoublepage", r"\pagebreak[4]", r"\newpage{}"),
    *("<!-- pagebreak -->", "<!--PAGE BREAK-->", "<!-- newpage -->", "<!--nextpage-->", "<!--BREAK-->"),
    *(r"<!-- \newpage -->", "<!---BLOCK_PAGEBREAK--->", "<!-- page-break: always -->"),
    '<div style="page-break-after: always;"></div>',
    '<div style="page-break-after: always; visibility: hidden">\n\\pagebreak\n</div>',
    '<div style="break-after:page"></div>',
    '<DIV STYLE="PAGE-BREAK-BEFORE: ALWAYS">&nbsp;</DIV>',
    '<p style="page-break-after: always;">&nbsp;</p>',
    '<p class="page-break"></p>',
    '<div class="pagebreak"> </div>',
    '<div class="page"/>',
    '<div class="page"></div>',
    '<div class="html2pdf__page-break"></div>',
    '<div class="break-before-page"></div>',
    '<br clear="all" style="page-break-before:always" />',
    '<hr style="page-break-after: always">',
    '<span class="page-break-after"></span>',
    *("<pagebreak />", "<pagebreak></pagebreak>", "<newpage/>"),
    *("::: {.pagebreak}\n:::", "::: page-break\n\n:::", "::: newpage", "::: {.page-break-after}\n:::"),
    *("+++", "{{< pagebreak >}}", "{{% pagebreak %}}", "{% pagebreak %}", "{pagebreak}", "{::pagebreak /}"),
    *("[pagebreak]", "[[pagebreak]]", "`\\newpage`{=latex}", "`#pagebreak()`{=typst}"),
    *("```{=latex}\n\\newpage\n```", "```{=tex}\n\\clearpage{}\n```", "```{raw} latex\n\\newpage\n```"),
    f"```{{=openxml}}\n{WORDPROCESSING}\n```",
    "```{=openxml}\n<w:p>\n  <w:pPr>\n    <w:pageBreakBefore/>\n  </w:pPr>\n</w:p>\n```",
    "```{=typst}\n#pagebreak(weak: true)\n```",
    '```{=html}\n<div style="page-break-after: always"></div>\n```',
    "```{pagebreak}\n```",
)
NONE = (
    *("---", "***", "___", "Say `\\newpage` there.", "Say \\newpage there.", "\\newpages", "\\\\newpage"),
    *("```\n\\newpage\n```", "```latex\n\\newpage\n```", "    \\newpage", "<!-- the page breaks here -->"),
    *("<!-- break -->", '<div style="page-break-inside: avoid">x</div>', '<div class="pages">x</div>'),
    *(
        '<div class="page">x</div>',
        "x\n+++",
        "+++ y",
        "[pagebreak](a.md)",
        "::: note\nx\n:::",
        "`{pagebreak}`",
    ),
    "```{=latex}\n\\newpage\n\\section{More}\n```",
)


A, B = (d.Para(content=(d.Str(text=word),)) for word in "AB")
BREAK = d.Div(content=(), attr=d.Attr(classes=(PAGE_BREAK,)))


def breaks(nodes: Iterable[d.Node]) -> int:
    return sum(PAGE_BREAK in node.attr.classes for node in walk.find(nodes, d.Div))


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_page_break_is_one_node_and_nothing_of_it_is_text(spelling: str, read: Read) -> None:
    assert read(f"A\n\n{spelling}\n\nB\n").blocks == (A, BREAK, B)
    assert not read.said


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_one_is_none(text: str, read: Read) -> None:
    assert not breaks(read(f"A\n\n{text}\n\nB\n").blocks)


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("## A {.page-break-before}", "Div Header"),
        ('## A {style="page-break-before: always"}', "Div Header"),
        ("## A {.keep .break-after #a}", "Header Div"),
        ('<p style="page-break-before: always">A</p>', "Div Para"),
        ('<div style="break-after: page">\n\n## A\n\nB\n\n</div>', "Header Para Div"),
        ("::: {.page-break}\nA\n\nB\n:::", "Div Para Para"),
        ("A\n\\newpage\nB", "Para Div Para"),
        ("A <!-- pagebreak --> B", "Para Div Para"),
        ("- A\n- B\n\n  \\newpage\n\nC", "BulletList Div Para"),
        ("> A\n>\n> \\newpage\n\nC", "BlockQuote Div Para"),
        ("\\newpage\n\n<!-- pagebreak -->\n\nA", "Div Para"),
        ("| A |\n|---|\n| <!-- pagebreak --> B |", "Table"),
    ],
)
def test_pages_end_beside_what_says_so(source: str, kinds: str, read: Read) -> None:
    blocks = read(source + "\n").blocks
    assert [type(block).__name__ for block in blocks] == kinds.split()
    assert all(block == BREAK for block in blocks if type(block) is d.Div)


@pytest.mark.parametrize("raw_html", ["sanitize", "escape", "drop"])
def test_comments_end_pages_whatever_becomes_of_raw_html(raw_html: str, read: Read) -> None:
    read.context = replace(read.context, options=replace(read.context.options, raw_html=raw_html))
    assert read("A\n\n<!-- pagebreak -->\n\nB\n").blocks == (A, BREAK, B)


@given(st.lists(st.sampled_from((*SPELLINGS, "A", "- A", "> A", "## A", "---")), min_size=2, max_size=6))
def test_trees_keep_them(parts: list[str]) -> None:
    document = specexport.read("\n\n".join((*parts, "A", "")).encode())
    assert read_tree(write_tree(document)) == document
    written = specexport.render(document, "md")
    assert breaks(specexport.read(written).blocks) == breaks(document.blocks)


@pytest.mark.parametrize(
    ("format", "markup"),
    [
        ("rst", ".. raw:: latex\n\n   \\newpage\n"),
        ("org", "#+LATEX: \\newpage\n"),
        ("html", '<div style="page-break-after: always"></div>'),
        ("html", '<div class="pagebreak"></div>'),
    ],
)
def test_what_pandoc_reads_has_them_too(format: str, markup: str) -> None:
    source = f"<p>A</p>{markup}<p>B</p>" if format == "html" else f"A\n\n{markup}\nB\n"
    document = specexport.read(source.encode(), options=Options(reader=format))
    assert breaks(document.blocks) == 1
