"""Typst as an engine: every node comes out, text stays text, and what is lost is told."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import kitchen_sink
import pikepdf
import pytest
from msgspec.structs import replace

import specexport
from specexport.core.diagnostics import EnvironmentProblem, SpecExportError
from specexport.core.options import Options
from specexport.core.settings import ProjectSettings
from specexport.model import document as d
from specexport.model.walk import find
from specexport.renderers.pdf import writer as pdf
from specexport.renderers.pdf.typst import compiler, literals
from specexport.renderers.pdf.typst.faces import Letters
from specexport.renderers.pdf.typst.shallower import shallower
from specexport.renderers.pdf.weasyprint import engine

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.core.context import Context, Rendered
    from specexport.core.diagnostics import Diagnostic

pytest.importorskip("typst", reason="there is no wheel of Typst for this machine")

WORD = re.compile(r"kw[a-z0-9]+")
# What no reader of the text of a PDF sees: alternative texts, and the letters of formulas.
UNSEEN = {kitchen_sink.word(name) for name in ("ImageInline", "FigureAlt", "Drawing", "Math", "MathDisplay")}
TYPST = Options(pdf_engine="typst")


@pytest.fixture
def typst(make_context: Any) -> Context:
    return replace(make_context(), options=TYPST)


def words(data: bytes) -> str:
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return run.stdout.decode()


def unpacked(data: bytes) -> bytes:
    """Return a file with nothing in it packed, but for what it carries."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return stream.getvalue()


def made(document: d.Document, context: Context) -> tuple[Rendered, list[Diagnostic]]:
    said: list[Diagnostic] = []
    return pdf.render(document, replace(context, report=said.append)), said


def codes(said: list[Diagnostic]) -> list[str]:
    return [one.code for one in said]


def test_every_node_comes_out(typst: Context) -> None:
    rendered, said = made(kitchen_sink.document(), typst)
    text = re.sub(r"\s+", "", words(rendered.data))
    told = " ".join(map(str, said))
    wanted = set(WORD.findall(str(kitchen_sink.document()))) - UNSEEN
    assert {word for word in wanted if word not in text and word not in told} == set()
    assert "SX773" not in codes(said)
    assert "SX770" not in codes(said)


def test_headings_and_their_pages_are_known(typst: Context) -> None:
    document = kitchen_sink.document()
    rendered, _ = made(document, typst)
    headings = {node.attr.id for node in find(document.blocks, d.Header) if node.attr.id}
    assert headings <= rendered.anchors.keys()
    assert rendered.pages is not None
    assert max(rendered.anchors.values()) <= rendered.pages


def test_hostile_text_stays_text(typst: Context) -> None:
    code = ('#import "@preview/x:1.0.0"', "#panic()", "$ x", "*a* _b_ `c` <d> @e", "\\u{41} \\", "]} [{")
    texts = (*kitchen_sink.HOSTILE, *code)
    blocks = tuple(block for text in texts for block in kitchen_sink.hostile(text).blocks)
    rendered, said = made(d.Document(blocks=blocks, media=kitchen_sink.document().media), typst)
    objects = unpacked(rendered.data)
    assert b"/StructElem" in objects
    assert b"/JavaScript" not in objects
    assert b"/Launch" not in objects
    text = words(rendered.data)
    assert all(part in text for part in ('#import "@preview/x:1.0.0"', "#panic()", "]} [{"))
    assert "SX773" not in codes(said)


LINES = "<br>".join(f"line{number}" for number in range(104))
ROWS = "".join(f"<tr><td>row{number}</td></tr>" for number in range(1, 90))
PLAIN = {
    "a cell over many pages": f"<table><tr><td rowspan=90>group</td><td>row0</td></tr>{ROWS}</table>",
    "a row that is higher than a page": f"| a |\n|---|\n| {LINES} |",
    "a long caption": f'![A picture](pixel.png "{"word " * 1200}end")',
    "a link to a picture that is missing": "![a](gone.png){#fig-x}\n\n[see](#fig-x)",
    "a link to a place within a link": "[c `d`{#inner}](https://example.org/)\n\n[see](#inner)",
    "a link to a head that is repeated": "| `b`{#kept} |\n|---|\n" + "| c |\n" * 80 + "\n[see](#kept)",
    "a picture that is a link": "[![alt](pixel.png)](https://example.org/){#pic}\n\n[see](#pic)",
    "headings without letters": "## $a$\n\n## ![](pixel.png)\n\n##\n\n#### &nbsp;\n\ntext",
    "a date that there is not": "---\nupdated: 2026-02-31\n---\n\ntext",
    "a language that is none": "---\nlang: english\n---\n\ntext",
    "ids of our own": "# A {#sx-mark}\n\n## B {#sx-pages}\n\n## C {#sx-ids}\n\ntext",
    "items without a box": "- [ ] one\n- two\n- [x] three",
}


@pytest.mark.parametrize("markdown", PLAIN.values(), ids=PLAIN)
def test_what_people_write_is_laid_out_whole(markdown: str, typst: Context, tmp_path: Path) -> None:
    (tmp_path / "pixel.png").write_bytes(kitchen_sink.document().media["pixel.png"].data)
    path = tmp_path / "spec.md"
    path.write_text(markdown, encoding="utf-8")
    rendered, said = made(specexport.read(path), typst)
    assert [one for one in said if one.code in ("SX770", "SX773", "SX777")] == []
    assert b"Typst" in rendered.data
    shown = re.sub(r"\s+", " ", words(rendered.data))
    assert [
        one for one in re.findall(r"\b(?:line\d+|row\d+|end|text|two)\b", markdown) if one not in shown
    ] == []


def test_a_picture_that_is_a_link_leads_there(typst: Context) -> None:
    link = d.Link(
        content=(d.Image(content=(d.Str(text="alt"),), url="pixel.png"),), url="https://example.org/"
    )
    figure = d.Figure(content=(d.Para(content=(link,)),))
    rendered, _ = made(d.Document(blocks=(figure,), media=kitchen_sink.document().media), typst)
    assert b"https://example.org/" in unpacked(rendered.data)


def test_controls_reach_no_file(typst: Context) -> None:
    text = "before\x00\x0b\x1f\u2028\ufffe\uffff\ud800after"
    assert made(kitchen_sink.hostile(text), typst)[0].data.startswith(b"%PDF-")


@pytest.mark.parametrize("text", ['"', "\\", '\\"', "\\u{41}", "a\nb\tc\r", "\x1b", "#(1 + 1)"])
def test_a_literal_holds_its_text(text: str) -> None:
    written = literals.string(text)
    assert written[0] == written[-1] == '"'
    assert not re.search(r'(?<!\\)(?:\\\\)*"', written[1:-1])
    assert written.isprintable()


def test_nothing_is_a_document(typst: Context) -> None:
    assert made(d.Document(), typst)[0].pages == 1


def test_the_same_document_gives_the_same_bytes(typst: Context) -> None:
    first = made(kitchen_sink.document(), typst)[0].data
    compiler.end()
    assert made(kitchen_sink.document(), typst)[0].data == first


def test_what_is_on_no_page_is_told(typst: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    lay = compiler.Compiler.lay
    monkeypatch.setattr(
        compiler.Compiler, "lay", lambda *given: replace(lay(*given), marks=lay(*given).marks[1:])
    )
    lost = d.Para(content=(d.Str(text="What is lost"),), pos=d.Pos(3))
    _, said = made(d.Document(blocks=(lost, kitchen_sink.para(d.Str(text="stays")))), typst)
    assert [(one.code, one.pos) for one in said] == [("SX773", d.Pos(3))]
    assert "What is lost" in said[0].message


def test_a_line_without_end_stays_on_its_pages(typst: Context) -> None:
    code = d.CodeBlock(text="x" * 30_000)
    table = d.Table(columns=(d.Column(),) * 3, body=(kitchen_sink.row(*[kitchen_sink.cell("y" * 400)] * 3),))
    rendered, said = made(d.Document(blocks=(code, kitchen_sink.para(d.Str(text="z" * 900)), table)), typst)
    assert "SX773" not in codes(said)
    text = words(rendered.data)
    assert [text.count(letter) for letter in "xyz"] == [30_000, 1200, 900]


def test_a_picture_that_cannot_be_read_is_its_words(typst: Context) -> None:
    picture = d.Image(content=(d.Str(text="kwbroken"),), url="broken.png")
    media = {"broken.png": d.Media(b"\x89PNG\r\n\x1a\nnothing", "image/png", 10, 10)}
    rendered, said = made(d.Document(blocks=(kitchen_sink.para(picture),), media=media), typst)
    assert "kwbroken" in words(rendered.data)
    assert codes(said) == ["SX770"]


INNERMOST = d.Para(content=(d.Str(text="kwinnermost"),))
NESTS: dict[str, Any] = {
    "lists": lambda inner: d.BulletList(items=(d.ListItem(content=(kwlevel(), inner)),)),
    "numbers": lambda inner: d.OrderedList(
        items=(d.ListItem(content=(inner,)), d.ListItem(content=(kwlevel(),))), start=7, tight=False
    ),
    "quotations": lambda inner: d.BlockQuote(content=(inner, kwlevel())),
    "boxes": lambda inner: d.Div(content=(inner, kwlevel()), attr=d.Attr(classes=("admonition", "note"))),
    "terms": lambda inner: d.DefinitionList(
        items=(d.DefinitionItem(term=kwlevel().content, definitions=(d.Definition(content=(inner,)),)),)
    ),
    "tables": lambda inner: d.Table(
        columns=(d.Column(),), body=(kitchen_sink.row(d.Cell(content=(inner, kwlevel()))),)
    ),
    "figures": lambda inner: d.Figure(content=(inner,), caption=kwlevel().content),
    "emphasis": lambda inner: d.Para(content=(d.Strong(content=(d.Emph(content=inner.content),)),)),
}


def kwlevel() -> d.Para:
    return d.Para(content=(d.Str(text="kwlevel"),))


@pytest.mark.parametrize("kinds", [*((name,) for name in NESTS), ("lists", "quotations", "tables", "terms")])
def test_what_is_nested_deeply_is_laid_out_less_deep_and_whole(
    kinds: tuple[str, ...], typst: Context
) -> None:
    block: Any = INNERMOST
    for at in range(70):
        block = NESTS[kinds[at % len(kinds)]](block)
    rendered, said = made(d.Document(blocks=(block,)), typst)
    assert codes(said) == ["SX777"]
    text = re.sub(r"\s+", "", words(rendered.data))
    assert "kwinnermost" in text
    assert text.count("kwlevel") == (0 if kinds == ("emphasis",) else 70)


def test_numbers_of_lists_that_are_taken_out_go_on() -> None:
    inner: d.Block = INNERMOST
    for _ in range(30):
        items = (kwlevel(), inner), (kwlevel(),)
        inner = d.OrderedList(items=tuple(d.ListItem(content=one) for one in items), start=3)
    flat = shallower(d.Document(blocks=(inner,)))
    assert {one.start for one in find(flat.blocks, d.OrderedList)} == {3, 4}


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def lay(*_: object) -> None:
        raise compiler.CompileError("it is too much")

    monkeypatch.setattr(compiler.Compiler, "lay", lay)


@pytest.mark.usefixtures("refused")
def test_what_typst_cannot_lay_out_goes_to_weasyprint(typst: Context) -> None:
    rendered, said = made(d.Document(blocks=(INNERMOST,)), typst)
    assert codes(said) == ["SX777"]
    assert "kwinnermost" in words(rendered.data)


@pytest.mark.usefixtures("refused")
def test_without_weasyprint_that_is_an_error(typst: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    hide(monkeypatch)
    with pytest.raises(SpecExportError) as caught:
        made(d.Document(blocks=(INNERMOST,)), typst)
    assert caught.value.diagnostic.code == "SX777"


def hide(monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> None:
        from specexport.core.registry import cannot_load

        raise EnvironmentProblem(cannot_load("WeasyPrint", OSError("no Pango"), "install it"))

    monkeypatch.setattr(engine, "load", load)


def test_without_pango_typst_makes_the_pdf_and_says_so(
    make_context: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hide(monkeypatch)
    rendered, said = made(kitchen_sink.document(), make_context())
    assert rendered.data.startswith(b"%PDF-")
    assert codes(said)[0] == "SX778"


def test_with_neither_the_remedy_is_for_weasyprint(
    make_context: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hide(monkeypatch)
    monkeypatch.setitem(sys.modules, "typst", None)
    compiler.home.cache_clear()
    with pytest.raises(EnvironmentProblem, match="no Pango"):
        made(kitchen_sink.document(), make_context())


def test_the_project_chooses_where_the_options_do_not(make_context: Any) -> None:
    asked = replace(make_context(), project=lambda: ProjectSettings(pdf_engine="typst"))
    assert b"Typst" in made(d.Document(), asked)[0].data
    rendered, _ = made(d.Document(), replace(asked, options=Options(pdf_engine="weasyprint")))
    assert b"Typst" not in rendered.data


@pytest.mark.parametrize(("limits", "code"), [({"seconds": 0.001}, "SX084"), ({"memory": 20 << 20}, "SX085")])
def test_limits_end_it(typst: Context, limits: dict[str, Any], code: str) -> None:
    options = replace(TYPST, limits=replace(TYPST.limits, **limits))
    with pytest.raises(SpecExportError) as caught:
        made(kitchen_sink.document(), replace(typst, options=options))
    assert caught.value.diagnostic.code == code
    assert made(d.Document(), typst)[0].pages == 1


def test_the_source_is_attached() -> None:
    source = specexport.Source(b"# Pump\n\nkwattached\n", "pump.md")
    options = replace(TYPST, attach_source=True)
    data = specexport.convert(source, ["pdf"], options=options)["pdf"].data
    assert b"pump.md" in unpacked(data)


def test_letters_stand_in_the_fonts_that_have_them() -> None:
    letters = Letters({"⌘": "Signs", "字": "Han", "体": "Han"})
    assert list(letters.runs("a ⌘ b 字体 c")) == [
        ("", "a "),
        ("Signs", "⌘"),
        ("", " b "),
        ("Han", "字体"),
        ("", " c"),
    ]
    assert list(letters.runs("plain")) == [("", "plain")]
