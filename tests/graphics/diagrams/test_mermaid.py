"""Diagrams written in Mermaid: each kind is drawn, and an error is told where it is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from msgspec.structs import replace

from specexport import style
from specexport.core.context import Context, Source
from specexport.graphics.diagrams import mermaid
from specexport.model import document as d
from specexport.passes import diagrams, figures
from specexport.pipeline import flow
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.diagnostics import Diagnostic

KINDS = {
    "flowchart": "flowchart LR\n  A[Ingest] -->|ok| B{Valid}",
    "sequence": "sequenceDiagram\n  autonumber\n  Alpha->>Beta: hello",
    "class": 'classDiagram\n  class Job {\n    +run() void\n  }\n  note for Job "one\\ntwo"',
    "state": "stateDiagram-v2\n  [*] --> Draft\n  Draft --> [*]",
    "er": "erDiagram\n  ORDER ||--o{ LINE : holds",
    "gantt": "gantt\n  dateFormat YYYY-MM-DD\n  section One\n  Review :a1, 2025-01-06, 5d",
    "pie": 'pie title Shares\n  "Deploys" : 40\n  "Other" : 60',
    "git": 'gitGraph\n  commit id: "init"\n  branch develop\n  commit',
    "mindmap": "mindmap\n  root((Core))\n    Leaf",
    "c4": 'C4Context\n  Person(p, "Customer")\n  System(s, "Bank")\n  Rel(p, s, "Uses")',
    "timeline": "timeline\n  title Plan\n  2025 : Alpha",
    "journey": "journey\n  title Day\n  section Morning\n    Read: 5: Me",
    "architecture": "architecture-beta\n  service db(database)[Database]",
    "quadrant": "quadrantChart\n  title Risks\n  Latency: [0.7, 0.7]",
    "xy": 'xychart-beta\n  title "Latency"\n  x-axis [jan, feb]\n  bar [1, 2]',
    "sankey": "sankey-beta\nIngest,Valid,80",
    "requirement": "requirementDiagram\n  requirement auth {\n    id: 1\n    text: must\n  }",
    "block": "block-beta\n  columns 1\n  A",
}
SAID = {
    "flowchart": "Ingest",
    "sequence": "hello",
    "class": "run",
    "state": "Draft",
    "er": "holds",
    "gantt": "Review",
    "pie": "Shares",
    "git": "develop",
    "mindmap": "Leaf",
    "c4": "Customer",
    "timeline": "Alpha",
    "journey": "Read",
    "architecture": "Database",
    "quadrant": "Latency",
    "xy": "feb",
    "sankey": "Ingest",
    "requirement": "auth",
    "block": "A",
}
ENGINES = {"merman": mermaid._merman, "mmdr": mermaid._mmdr}


@pytest.fixture
def reports() -> list[Diagnostic]:
    return []


@pytest.fixture
def context(reports: list[Diagnostic]) -> Context:
    return Context(style=style.load("base"), resources=files.NoFolder(), report=reports.append)


@pytest.fixture(params=list(ENGINES))
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Draw by one of the engines only."""
    name = str(request.param)
    if ENGINES[name]() is None:
        pytest.skip(f"{name} is not installed")
    for other in ENGINES:
        if other != name:
            monkeypatch.setattr(mermaid, f"_{other}", lambda: None)
    return name


def block(text: str, *pairs: tuple[str, str], line: int = 10, language: str = "mermaid") -> d.CodeBlock:
    pos = d.Pos(line, line + text.count("\n") + 2)
    return d.CodeBlock(text=text, attr=d.Attr(classes=(language,), pairs=pairs), pos=pos)


def drawn(context: Context, *blocks: d.Block) -> d.Document:
    return diagrams.run(d.Document(blocks=blocks), context)


def image_of(document: d.Document) -> d.Image:
    (figure,) = document.blocks
    assert isinstance(figure, d.Figure)
    (para,) = figure.content
    assert isinstance(para, d.Para)
    (image,) = para.content
    assert isinstance(image, d.Image)
    return image


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_is_drawn_in_the_style(kind: str, context: Context, reports: list[Diagnostic]) -> None:
    document = drawn(context, block(KINDS[kind]))
    assert reports == []
    svg = document.media[image_of(document).url].data
    root = etree.fromstring(svg)
    assert SAID[kind] in "".join(str(text) for text in root.itertext())
    families = {element.get("font-family") for element in root.iter() if element.get("font-family")}
    assert families == {context.style.base.family}
    names = {etree.QName(element).localname for element in root.iter()}
    assert not names & {"style", "foreignObject", "script", "switch", "a"}


@pytest.mark.usefixtures("engine")
def test_the_same_diagram_gives_the_same_bytes(context: Context) -> None:
    first, second = drawn(context, block(KINDS["mindmap"])), drawn(context, block(KINDS["mindmap"]))
    assert first.media == second.media


def elsewhere(path: Path | None, folder: Path) -> Path | None:
    return path and Path(shutil.copy(path, folder))


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("kind", ["mindmap", "sequence"])
def test_where_the_fonts_lie_and_when_the_engine_came_changes_no_byte(
    kind: str, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = drawn(context, block(KINDS[kind])).media
    moved = tuple(replace(face, path=elsewhere(face.path, tmp_path)) for face in context.style.fonts)
    monkeypatch.setattr(mermaid, "installed", lambda name: f"{name} of another day")
    there = replace(context, style=replace(context.style, fonts=moved))
    assert drawn(there, block(KINDS[kind])).media == before


@pytest.mark.usefixtures("engine")
def test_a_document_cannot_change_the_look(context: Context) -> None:
    plainly = drawn(context, block("flowchart LR\n  A --> B"))
    directive = '%%{init: {"theme": "dark", "themeVariables": {"primaryColor": "#ff0000"}}}%%\n'
    changed = drawn(context, block(directive + "flowchart LR\n  A --> B"))
    colors = [
        set(re.findall(rb'(?:fill|stroke)="(#[0-9a-f]+)"', next(iter(document.media.values())).data))
        for document in (plainly, changed)
    ]
    assert colors[0] == colors[1]


def test_letters_are_as_wide_as_their_font_makes_them(context: Context) -> None:
    if mermaid._merman() is None:
        pytest.skip("merman is not installed")
    narrow, wide = (
        next(iter(drawn(context, block(f"flowchart LR\n  A[{text}]")).media.values())).width
        for text in ("iiiiiiiiiiiiiiiiiiii", "mmmmmmmmmmmmmmmmmmmm")
    )
    assert wide > 1.6 * narrow


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("flowchart LR\n  A --> B\n  B --> [", 13),
        ("sequenceDiagram\n  A->>B no colon\n", 12),
        ("nonsense", 11),
    ],
)
def test_an_error_is_told_at_its_line_and_the_block_stays(
    text: str, line: int, context: Context, reports: list[Diagnostic]
) -> None:
    if mermaid._merman() is None:
        pytest.skip("merman, which tells lines, is not installed")
    before = block(text)
    assert drawn(context, before).blocks == (before,)
    assert [(report.code, report.pos.line if report.pos else 0) for report in reports] == [("SX750", line)]


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("text", ["", "  \n", "flowchart LR\n  A --> [", "nonsense", "x" * 300_000])
def test_what_is_no_diagram_is_reported_once(text: str, context: Context, reports: list[Diagnostic]) -> None:
    before = block(text)
    assert drawn(context, before).blocks == (before,)
    assert [report.code for report in reports] == ["SX750"]


def test_without_an_engine_the_block_stays_and_the_remedy_is_told(
    context: Context, reports: list[Diagnostic], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ENGINES:
        monkeypatch.setattr(mermaid, f"_{name}", lambda: None)
    monkeypatch.setenv("PATH", "")
    before = block("flowchart LR\n  A --> B")
    assert drawn(context, before).blocks == (before,)
    assert [report.code for report in reports] == ["SX751"]
    assert "mmdr" in reports[0].hint


DESCRIBED = "flowchart LR\n  accTitle: The way\n  accDescr: From A to B\n  A[Start] --> B[End]"


@pytest.mark.parametrize(
    ("text", "pairs", "caption", "description"),
    [
        (DESCRIBED, (), "The way", "From A to B"),
        (DESCRIBED, (("caption", "Mine"),), "Mine", "From A to B"),
        ("flowchart LR\n  A[Start] --> B[End]", (), "", "Start, End"),
        ("flowchart LR\n  A[Start] --> B[End]", (("alt", "Two boxes"),), "", "Two boxes"),
        ("flowchart LR\n  A[Start] --> B[End]", (("caption", "Mine"),), "Mine", "Mine: Start, End"),
        ("flowchart LR\n  accDescr {\n From\n A }\n  A --> B", (), "", "From A"),
    ],
)
def test_a_diagram_has_words_for_those_who_do_not_see_it(
    text: str, pairs: tuple[tuple[str, str], ...], caption: str, description: str, context: Context
) -> None:
    document = drawn(context, block(text, *pairs))
    image = image_of(document)
    assert image.content == (d.Str(text=description),)
    (figure,) = document.blocks
    assert isinstance(figure, d.Figure)
    assert figure.caption == ((d.Str(text=caption),) if caption else ())


def test_only_diagrams_with_a_caption_are_numbered(context: Context) -> None:
    document = drawn(
        context, block(DESCRIBED), block("flowchart LR\n  A --> B"), block(KINDS["pie"], ("caption", "c"))
    )
    numbered = figures.run(document, context)
    assert [block.number for block in numbered.blocks if isinstance(block, d.Figure)] == ["1", "", "2"]


def test_what_is_no_diagram_is_left_alone(context: Context) -> None:
    document = d.Document(blocks=(block("A --> B", language="text"), d.Para(content=(d.Str(text="x"),))))
    assert diagrams.run(document, context) is document


@pytest.mark.parametrize("text", ["flowchart LR\n" + "\n".join(f"  a{n} --> a{n + 1}" for n in range(3000))])
def test_a_diagram_that_is_too_large_is_given_up(
    text: str, context: Context, reports: list[Diagnostic]
) -> None:
    if mermaid._merman() is None:
        pytest.skip("merman, which has limits, is not installed")
    before = block(text)
    assert drawn(context, before).blocks == (before,)
    assert len(reports) == 1


@pytest.fixture
def page(context: Context) -> Callable[[d.Document], str]:
    from specexport.renderers.html.writer import render

    return lambda document: render(document, context).data.decode()


def test_in_a_page_no_two_things_have_one_name(page: Callable[[d.Document], str], context: Context) -> None:
    markup = page(drawn(context, block(KINDS["flowchart"]), block(KINDS["flowchart"]), block(KINDS["state"])))
    names = re.findall(r'\sid="([^"]+)"', markup)
    assert len(names) == len(set(names))
    for reference in re.findall(r"url\(#([^)]+)\)", markup):
        assert reference in names


def test_in_a_page_a_diagram_has_one_label_and_two_themes(
    page: Callable[[d.Document], str], context: Context
) -> None:
    markup = page(drawn(context, block(DESCRIBED)))
    assert re.search(r'<svg[^>]* role="img" aria-label="From A to B"', markup)
    assert "light-dark(" in markup


def test_the_engine_comes_without_its_rasteriser() -> None:
    """It would print to standard error when the program ends."""
    lines = ("import sys", "from specexport.graphics.diagrams.mermaid import _mmdr", "_mmdr()")
    code = "\n".join((*lines, "print('novasvg' in sys.modules)"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("False\n", "")


@pytest.mark.parametrize("prefix", ["", "   ", "> ", "> -   ", "1. > "])
def test_an_error_is_told_where_it_stands_behind_the_marks_of_lists_and_quotations(
    prefix: str, context: Context, reports: list[Diagnostic]
) -> None:
    if mermaid._merman() is None:
        pytest.skip("merman, which tells lines, is not installed")
    following = "".join(" " if mark in "-1." else mark for mark in prefix)
    text = "flowchart LR\n  A --> B\n  A -->> [[ x"
    fence = ["```mermaid", *text.split("\n"), "```"]
    marks = ["1. a\n" if prefix == "   " else "", prefix, *[following] * 4]
    source = "# T\n\n" + marks[0] + "\n".join(map("".join, zip(marks[1:], fence, strict=True))) + "\n"
    flow.read(Source(source.encode(), "spec.md"), context)
    (report,) = [report for report in reports if report.code == "SX750"]
    assert report.pos is not None
    line = source.split("\n")[report.pos.line - 1]
    assert line.endswith("A -->> [[ x")
    assert report.pos.column == line.index("A -->>") + len("A -->>")
