"""Sources of other formats become documents as Markdown does: through pandoc, safely, with nothing lost."""

from __future__ import annotations

import io
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any

import kitchen_sink
import msgspec
import pytest
from msgspec.structs import replace

from specexport.core import registry
from specexport.core.context import Source
from specexport.core.diagnostics import EnvironmentProblem, SpecExportError
from specexport.model import document as d
from specexport.model import walk
from specexport.pandoc import process
from specexport.pipeline import flow
from specexport.readers.common import packages
from specexport.readers.pandoc import formats
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.diagnostics import Diagnostic

    Read = Callable[..., d.Document]

SPEC = """\
---
title: Level gauges
author: A. Keeper
---

# Purpose

Gauges *report* the level, see [the rules](#rules).[^n]

[^n]: Above the datum.

# Rules

1.  Read `level()`
2.  Send it

    - by radio

| Level | Sent |
|-------|-----:|
| low   |    8 |

Datum

:   Where heights begin.

``` python
def level():
    return 8
```

> As the harbour says.
"""


SECTION = "<section><title><p>One</p></title><p>text done</p></section>"


@pytest.fixture
def said() -> list[Diagnostic]:
    return []


@pytest.fixture
def read(make_context: Any, said: list[Diagnostic]) -> Read:
    """Read bytes that are called `name` through all passes."""

    def reading(
        data: bytes | str, name: str, reader: str | None = None, resources: Any = None, **asked: Any
    ) -> d.Document:
        context = make_context(said.append)
        context = replace(
            context,
            source=Source(b"", name),
            options=replace(context.options, reader=reader, **asked),
            resources=resources or context.resources,
        )
        return flow.read(Source(data.encode() if isinstance(data, str) else data, name), context)

    return reading


def written(target: str, markdown: str = SPEC, *options: str) -> bytes:
    """Return what pandoc itself makes of Markdown."""
    command = [process.program(), "--from=markdown", f"--to={target}", "--standalone", "--output=-", *options]
    return subprocess.run(command, input=markdown.encode(), capture_output=True, check=True).stdout


def native(target: str, *blocks: dict[str, Any]) -> bytes:
    """Return what pandoc writes for blocks of its syntax tree."""
    tree = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": list(blocks)}
    command = [process.program(), "--from=json", f"--to={target}", "--output=-"]
    return subprocess.run(command, input=msgspec.json.encode(tree), capture_output=True, check=True).stdout


def codes(said: list[Diagnostic]) -> list[str]:
    return [one.code for one in said]


def headings(document: d.Document) -> list[tuple[int, str]]:
    return [(header.level, walk.plain(header.content)) for header in walk.find(document.blocks, d.Header)]


# Formats

ALL = (
    "docx",
    "odt",
    "epub",
    "html",
    "rst",
    "org",
    "docbook",
    "ipynb",
    "latex",
    "asciidoc",
    "mediawiki",
    "jats",
)
# What the writer or the reader of a format does not have.
WITHOUT: dict[str, set[type[d.Node]]] = {
    "odt": {d.DefinitionList},
    "ipynb": {d.DefinitionList, d.Note},
    "asciidoc": {d.Note},  # pandoc's reader sees none that follows a full stop
}


@pytest.mark.parametrize("name", ALL)
def test_a_specification_in_another_format_is_one(name: str, read: Read) -> None:
    options = ("--syntax-highlighting=none",) if name in ("latex", "epub", "html") else ()
    document = read(written(name, SPEC, *options), f"design{registry.BUILTIN['readers'][name].suffixes[0]}")
    titled = name not in ("ipynb", "mediawiki")  # which have no place for titles
    assert walk.plain(document.meta.title) == ("Level gauges" if titled else "design")
    assert headings(document) == [(1, "Purpose"), (1, "Rules")]
    kinds = {type(node) for node in walk.nodes(document.blocks)}
    wanted = {
        d.Table,
        d.OrderedList,
        d.BulletList,
        d.CodeBlock,
        d.DefinitionList,
        d.BlockQuote,
        d.Note,
        d.Emph,
    }
    assert wanted - kinds == WITHOUT.get(name, set())
    text = walk.plain(document.blocks)
    for word in ("report", "level()", "by radio", "low", "Where heights begin.", "return 8", "harbour"):
        assert word in text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.dj", "# One\n\ntext\n\n- [x] done\n"),
        ("a.textile", "h1. One\n\ntext\n\n* done\n"),
        ("a.jira", "h1. One\n\ntext\n\n* done\n"),
        ("a.dokuwiki", "====== One ======\n\ntext\n\n  * done\n"),
        ("a.typ", "= One\n\ntext\n\n- done\n"),
        ("a.opml", '<opml version="2.0"><body><outline text="One" _note="text done"/></body></opml>'),
        ("a.rtf", r"{\rtf1 One\par text done\par}"),
        ("a.fb2", f"<FictionBook><body>{SECTION}</body></FictionBook>"),
        ("a.csv", "One,text\ndone,2\n"),
        ("a.tsv", "One\ttext\ndone\t2\n"),
    ],
)
def test_every_suffix_has_its_reader(name: str, text: str, read: Read) -> None:
    document = read(text, name)
    said = " ".join((walk.plain(document.meta.title), walk.plain(document.blocks)))
    assert all(word in said for word in ("One", "text", "done"))


def test_the_table_names_formats_that_pandoc_reads() -> None:
    known = subprocess.run([process.program(), "--list-input-formats"], capture_output=True, check=True)
    names = {name for name, one in registry.BUILTIN["readers"].items() if one.engine == "pandoc"}
    assert names - set(known.stdout.decode().split()) == set()
    assert formats.FORMATS.keys() - names == set()


def test_every_other_format_has_pandocs_name(read: Read) -> None:
    assert walk.plain(read("text\n", "a.txt", "pandoc:muse").blocks) == "text"
    document = read("text $x$\n", "a.txt", "pandoc:html+tex_math_dollars")
    assert list(walk.find(document.blocks, d.Math)) == [d.Math(text="x")]


@pytest.mark.parametrize(
    "name", ["pandoc:markdown", "pandoc:gfm", "pandoc:commonmark_x", "pandoc:-o/tmp/x", "pandoc:a b"]
)
def test_pandoc_is_not_asked_for_markdown_or_nonsense(name: str, read: Read) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        read("text", "a.txt", name)
    assert caught.value.diagnostic.code == "SX011"


@pytest.mark.parametrize("suffix", [".doc", ".pdf", ".ppt"])
def test_what_nothing_reads_is_refused(suffix: str, read: Read) -> None:
    with pytest.raises(SpecExportError) as caught:
        read("x", f"a{suffix}")
    assert caught.value.diagnostic.code == "SX011"


def test_places_are_told_where_pandoc_knows_them(read: Read) -> None:
    document = read("# One\n\nfirst *line*\nsecond\n\n- item\n", "a.dj")
    para, bullets = document.blocks
    assert isinstance(para, d.Para)
    assert para.pos
    assert (para.pos.line, para.pos.end_line) == (3, 4)
    assert bullets.pos
    assert bullets.pos.line == 6
    assert walk.plain(para.content) == "first line second"
    assert sum(type(node) is d.Span for node in walk.nodes(document.blocks)) == 0


# Titles and fields


@pytest.mark.parametrize(
    ("name", "text", "title", "sections"),
    [
        (
            "a.html",
            "<head><title>Page – Site</title></head><h1>Gauge</h1><h2>One</h2>",
            "Gauge",
            [(1, "One")],
        ),
        (
            "a.html",
            "<head><title>Gauge</title></head><h1>One</h1><h1>Two</h1>",
            "Gauge",
            [(1, "One"), (1, "Two")],
        ),
        ("a.org", "* One\n* Two\n", "a", [(1, "One"), (1, "Two")]),
        ("a.org", "#+TITLE: Gauge\n* One\n", "Gauge", [(1, "One")]),
        ("a.org", "* Gauge\n** One\n", "Gauge", [(1, "One")]),
        ("a.rst", "Gauge\n=====\n\nOne\n---\n", "Gauge", [(1, "One")]),
    ],
)
def test_the_title_is_found(
    name: str, text: str, title: str, sections: list[tuple[int, str]], read: Read
) -> None:
    document = read(text, name)
    assert (walk.plain(document.meta.title), headings(document)) == (title, sections)


def test_fields_are_what_authors_wrote_for_readers(read: Read) -> None:
    org = read(
        "#+TITLE: Gauge\n#+AUTHOR: A\n#+DATE: 2026-01-02\n#+KEYWORDS: level, sea\n\ntext\n", "a.org"
    ).meta
    assert (org.authors, org.created, org.keywords) == (("A",), "2026-01-02", ("level", "sea"))
    page = read(
        '<head><meta name="generator" content="g"><meta name="author" content="A"></head><p>text', "a.html"
    ).meta
    assert [field.name for field in page.fields] == ["Authors"]
    book = read(written("docx", "---\ntitle: T\nauthor: [A, B]\n---\ntext"), "a.docx").meta
    assert (walk.plain(book.title), book.authors) == ("T", ("A", "B"))


def test_properties_stand_in_for_a_title_page(read: Read) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph("text")
    made.core_properties.title, made.core_properties.author = "Gauge", "A. Keeper"
    made.core_properties.keywords, made.core_properties.content_status = "level, sea", "Draft"
    data = io.BytesIO()
    made.save(data)
    meta = read(data.getvalue(), "a.docx").meta
    assert walk.plain(meta.title) == "Gauge"
    assert (meta.authors, meta.keywords, meta.status) == (("A. Keeper",), ("level", "sea"), "Draft")


# Word files


def test_pictures_come_along(read: Read, tmp_path: Any) -> None:
    tmp_path.joinpath("pixel.png").write_bytes(kitchen_sink.PIXEL)
    markdown = f"![A pixel]({tmp_path}/pixel.png)\n\ntext ![again]({tmp_path}/pixel.png)\n"
    for suffix in ("docx", "odt", "epub", "rtf"):
        options = ("--embed-resources",) if suffix == "rtf" else ()
        document = read(written(suffix, markdown, *options), f"a.{suffix}")
        images = list(walk.find(document.blocks, d.Image))
        assert len(images) == 2, suffix
        assert {document.media[image.url].type for image in images} == {"image/png"}
        assert not any("extracted" in image.url for image in images)


def test_pictures_of_notebooks_come_along(read: Read) -> None:
    import base64

    output = {
        "output_type": "display_data",
        "metadata": {},
        "data": {"image/png": base64.b64encode(kitchen_sink.PIXEL).decode()},
    }
    cell = {
        "cell_type": "code",
        "source": "draw()",
        "outputs": [output],
        "metadata": {},
        "execution_count": 1,
    }
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    document = read(msgspec.json.encode(notebook), "a.ipynb")
    assert [media.type for media in document.media.values()] == ["image/png"]
    assert walk.plain(walk.find(document.blocks, d.CodeBlock)) == "draw()"


@pytest.mark.parametrize(
    ("source", "outputs"),
    [
        ("rates = [1]\nprint(rates)", ["[1]"]),
        ("x", ["one"]),
        ("print(1)\nprint(2)", ["1", "2"]),
        ("import math", []),
    ],
)
def test_the_code_of_a_notebook_is_code(read: Read, source: str, outputs: list[str]) -> None:
    said = [{"output_type": "stream", "name": "stdout", "text": text} for text in outputs]
    cell = {"cell_type": "code", "source": source, "outputs": said, "metadata": {}, "execution_count": 1}
    language = {"language_info": {"name": "python"}}
    notebook = {"cells": [cell], "metadata": language, "nbformat": 4, "nbformat_minor": 4}
    blocks = list(walk.find(read(msgspec.json.encode(notebook), "a.ipynb").blocks, d.CodeBlock))
    assert blocks[0].text == source
    assert blocks[0].attr.classes == ("python",)
    assert "".join(block.text for block in blocks[1:]) == "".join(outputs)


@pytest.mark.parametrize("above", ["<pre>first</pre>", "<p>Some words that are no language at all</p>"])
def test_a_division_of_code_is_labelled_by_a_language_only(read: Read, above: str) -> None:
    document = read(f'<h1>T</h1><div class="code">{above}<pre>second</pre></div>'.encode(), "a.html")
    assert walk.plain([document.blocks[-2]]) in ("first", "Some words that are no language at all")
    assert document.blocks[-1] == d.CodeBlock(text="second")


def test_pictures_that_cannot_be_shown_are_reported(
    read: Read, said: list[Diagnostic], tmp_path: Any
) -> None:
    tmp_path.joinpath("pixel.png").write_bytes(kitchen_sink.PIXEL)
    packed = written("docx", f"![A pixel]({tmp_path}/pixel.png)\n")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"no picture" if name.endswith(".png") else old.read(name))
    document = read(out.getvalue(), "a.docx")
    (image,) = walk.find(document.blocks, d.Image)
    assert image.url not in document.media
    (told,) = [one for one in said if one.code == "SX736"]
    assert image.url in told.message


def test_merged_cells_stay_merged(read: Read) -> None:
    page = (
        '<h1>x</h1><h2>y</h2><table><tr><td rowspan="2">a</td><td colspan="2">b</td></tr>'
        "<tr><td>c</td><td>d</td></tr><tr><td>e</td></tr></table>"
    )
    for data, name in ((page, "a.html"), (subprocess_docx(page), "a.docx")):
        (table,) = walk.find(read(data, name).blocks, d.Table)
        rows = (*table.head, *table.body)
        spans = [[(cell.row_span, cell.col_span) for cell in row.cells] for row in rows]
        assert spans == [[(2, 1), (1, 2)], [(1, 1), (1, 1)], [(1, 1), (1, 1), (1, 1)]], name


def subprocess_docx(page: str) -> bytes:
    command = [process.program(), "--from=html", "--to=docx", "--output=-"]
    return subprocess.run(command, input=page.encode(), capture_output=True, check=True).stdout


def words(*texts: str) -> list[dict[str, Any]]:
    return [{"t": "Str", "c": text} for text in texts]


def span(kind: str, *content: dict[str, Any], **pairs: str) -> dict[str, Any]:
    return {"t": "Span", "c": [["", [kind], [list(pair) for pair in pairs.items()]], list(content)]}


def test_tracked_changes_and_comments_are_kept(read: Read, said: list[Diagnostic]) -> None:
    who = {"author": "A. Keeper", "date": "2026-01-02T03:04:05Z"}
    data = native(
        "docx",
        {
            "t": "Para",
            "c": [
                *words("stays"),
                span("insertion", *words("new"), **who),
                span("deletion", *words("old"), **who),
                span("comment-start", *words("why?"), id="0", **who),
                *words("marked"),
                span("comment-end", id="0"),
            ],
        },
    )
    document = read(data, "a.docx")
    spans = {node.attr.classes: node for node in walk.find(document.blocks, d.Span)}
    assert spans.keys() == {("inserted",), ("deleted",), ("comment-start",), ("comment",), ("byline",)}
    for node in (spans["inserted",], spans["deleted",], spans["comment",]):
        assert (node.attr.get("author"), node.attr.get("date")) == (who["author"], who["date"])
    assert walk.plain(spans["deleted",].content) == "old"
    (note,) = walk.find([spans["comment",]], d.Note)
    assert walk.plain(note.content) == "A. Keeper, 2026-01-02: why?"
    assert walk.plain(document.blocks) == (
        "staysnew (inserted: A. Keeper, 2026-01-02) old (deleted: A. Keeper, 2026-01-02)marked"
    )
    assert [(one.code, one.message) for one in said if one.code == "SX798"] == [
        ("SX798", "the source has 2 tracked changes and 1 comment, which are shown")
    ]


def test_a_continued_list_is_one(read: Read) -> None:
    markdown = "1.  one\n\n    more\n\n    ``` sh\n    ls\n    ```\n\n2.  two\n\n> a\n>\n> b\n"
    document = read(written("docx", markdown), "a.docx")
    ordered, quote = document.blocks
    assert isinstance(ordered, d.OrderedList)
    assert [walk.plain(item.content) for item in ordered.items] == ["one more ls", "two"]
    assert isinstance(quote, d.BlockQuote)
    assert len(quote.content) == 2


def test_what_this_program_makes_is_read_as_what_it_was(read: Read, make_context: Any) -> None:
    markdown = (
        "# Technical Specification: Gauge\n\n"
        "| Field | Value |\n|---|---|\n| Author | A |\n| Status | Draft |\n\n"
        "## Care\n\nPress <kbd>Q</kbd> and `go`, **now**.\n\n> [!WARNING]\n> It is hot.\n\n"
        "```python\nx = 1\n```\n\n- [x] done\n- [ ] open\n\n"
        "## Data\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\nTable: Levels\n"
    )
    context = make_context()
    first = flow.read(Source(markdown.encode(), "a.md"), context)
    again = read(flow.render(first, "docx", context).data, "a.docx")
    assert again.meta.kind == "Technical Specification"
    assert (again.meta.title, again.meta.authors, again.meta.status) == (
        (d.Str(text="Gauge"),),
        ("A",),
        "Draft",
    )
    kinds = [type(block) for block in again.blocks]
    assert kinds == [type(block) for block in first.blocks]
    for kind in (d.CodeBlock, d.Div, d.BulletList):
        assert list(walk.find(again.blocks, kind)) == list(walk.find(first.blocks, kind))
    (table,) = walk.find(again.blocks, d.Table)
    assert (walk.plain(table.caption), table.number) == ("Levels", "1")


# Markup and messages


def test_markup_of_one_format_is_left_out_unless_it_is_asked_for(read: Read, said: list[Diagnostic]) -> None:
    rst = "text\n\n.. raw:: html\n\n   <script>x</script>\n\n.. raw:: openxml\n\n   <w:p/>\n"
    assert [type(block) for block in read(rst, "a.rst").blocks] == [d.Para]
    assert codes(said).count("SX799") == 2
    shown = read(rst, "a.rst", raw_html="escape")
    assert [walk.plain([block]) for block in shown.blocks] == ["text", "<script>x</script>", "<w:p/>"]


def test_what_pandoc_says_has_its_line(read: Read, said: list[Diagnostic]) -> None:
    read("text\n\n\\include{nowhere}\n", "a.tex")
    (told,) = [one for one in said if one.code == "SX795"]
    assert (told.message, told.pos) == ("pandoc: Could not load include file nowhere.tex", d.Pos(3))
    assert told.pos
    assert told.pos.line == 3


def test_many_messages_of_one_kind_are_few(read: Read, said: list[Diagnostic]) -> None:
    read("\\notthere " * 50 + "text", "a.tex")
    assert codes(said).count("SX795") == 2


# Safety


def bomb(**members: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, size in members.items():
            archive.writestr(name, b"\0" * size)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (bomb(a=2000), packages.ArchiveLimits(bytes=1000)),
        (bomb(a=2000), packages.ArchiveLimits(file_bytes=1000)),
        (bomb(a=1, b=1, c=1), packages.ArchiveLimits(files=2)),
    ],
)
def test_archives_that_unpack_to_too_much_are_refused(data: bytes, limits: packages.ArchiveLimits) -> None:
    with pytest.raises(SpecExportError) as caught:
        packages.check(Source(data, "a.docx"), limits)
    assert caught.value.diagnostic.code == "SX796"


def test_an_archive_that_lies_about_its_size_ends_within_limits(
    make_context: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = bomb(**{"word/document.xml": 400_000_000})
    lie = honest.replace((400_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    monkeypatch.setattr(process, "LIMITS", process.RunLimits(seconds=20))
    with pytest.raises(SpecExportError) as caught:
        flow.read(Source(lie, "a.docx"), make_context())
    assert caught.value.diagnostic.code in ("SX793", "SX794", "SX796")


@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"PK\x03\x04", b"no archive"]
)
def test_locked_and_damaged_files_are_refused(data: bytes, read: Read) -> None:
    with pytest.raises(SpecExportError) as caught:
        read(data, "a.docx")
    assert caught.value.diagnostic.code == "SX796"


def test_passwords_of_other_programs_are_seen(read: Read) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(SpecExportError, match="password"):
        read(out.getvalue(), "a.odt")


def test_no_file_beside_the_source_is_read(
    read: Read, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("secret.txt").write_text("canary", encoding="utf-8")
    for name, text in (
        ("a.rst", ".. include:: secret.txt\n\n.. csv-table::\n   :file: secret.txt\n\ntext\n"),
        ("a.tex", "\\input{secret.txt} \\lstinputlisting{secret.txt} text"),
        ("a.org", '#+INCLUDE: "secret.txt"\n\ntext\n'),
        ("a.adoc", "include::secret.txt[]\n\ntext\n"),
        ("a.typ", '#include "secret.txt"\n#read("secret.txt")\ntext\n'),
        ("a.dbk", '<!DOCTYPE a [<!ENTITY x SYSTEM "secret.txt">]><article><para>&x; text</para></article>'),
    ):
        absolute = text.replace("secret.txt", str(tmp_path / "secret.txt"))
        for source in (text, absolute):
            try:
                document = read(source, name)
            except SpecExportError:
                continue
            assert "canary" not in walk.plain(document.blocks), name


def test_footnotes_that_call_each_other_end(read: Read) -> None:
    document = read("text [1]_\n\n.. [1] one [2]_\n.. [2] two [1]_\n", "a.rst")
    assert "text" in walk.plain(document.blocks)
    org = read("text[fn:1]\n\n[fn:1] one[fn:2]\n\n[fn:2] two[fn:1]\n", "a.org")
    assert "text" in walk.plain(org.blocks)


def test_control_characters_are_in_no_text_and_no_link(read: Read, said: list[Diagnostic]) -> None:
    page = (
        '<p>a&#7;b <a href="java&#10;script:alert(1)">x</a> '
        '<a href="http://a/&#1;">y</a> <a href="http://a/">z</a></p>'
    )
    document = read(page, "a.html")
    assert not any("\x07" in node.text for node in walk.find(document.blocks, d.Str))
    assert [link.url for link in walk.find(document.blocks, d.Link)] == ["http://a/"]
    assert codes(said).count("SX721") == 2


def test_nothing_of_a_stranger_is_taken_for_the_programs_own(read: Read) -> None:
    page = (
        '<div class="sx"><h1 data-sx-number="9" data-sx-pos="7,7,7,7,">One</h1></div>'
        '<p data-sx-item="">text</p>'
    )
    document = read(page, "a.html")
    assert all(node.pos is None for node in walk.nodes(document.blocks))
    assert not any(header.number == "9" for header in walk.find(document.blocks, d.Header))


def test_deep_nesting_is_one_message(read: Read) -> None:
    deep = "<blockquote>" * 900 + "<para>text</para>" + "</blockquote>" * 900
    with pytest.raises(SpecExportError) as caught:
        read(f"<article>{deep}</article>", "a.dbk")
    assert caught.value.diagnostic.code == "SX020"


@pytest.mark.parametrize("name", ["a.html", "a.docx", "a.csv"])
def test_an_empty_file_is_refused(name: str, read: Read) -> None:
    with pytest.raises(SpecExportError) as caught:
        read(b" \n", name)
    assert caught.value.diagnostic.code == "SX005"


def test_pictures_of_pages_come_from_their_folder(read: Read, tmp_path: Any) -> None:
    tmp_path.joinpath("pixel.png").write_bytes(kitchen_sink.PIXEL)
    page = '<p>a <img src="pixel.png"> <img src="/etc/hostname"> <img src="http://127.0.0.1:9/x.png"></p>'
    document = read(page, "a.html", resources=files.Folder(tmp_path))
    assert list(document.media) == ["pixel.png"]
