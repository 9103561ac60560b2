"""Diagrams that other programs draw: what they are given, how long they may take, what is made of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from msgspec.structs import replace

from specexport import style
from specexport.core import registry
from specexport.core.context import Context
from specexport.graphics.diagrams import DiagramError, dot, installed, program
from specexport.graphics.svg import seen
from specexport.model import document as d
from specexport.passes import diagrams
from specexport.system import files

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic

ECHO = (sys.executable, "-c", "import sys; sys.stdout.write(sys.stdin.read())")
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><text x="1" y="9">said</text></svg>'


@pytest.fixture
def reports() -> list[Diagnostic]:
    return []


@pytest.fixture
def context(reports: list[Diagnostic]) -> Context:
    return Context(style=style.load("base"), resources=files.NoFolder(), report=reports.append)


def drawn(context: Context, language: str, text: str) -> d.Document:
    pos = d.Pos(10, 12 + text.count("\n"))
    block = d.CodeBlock(text=text, attr=d.Attr(classes=(language,)), pos=pos)
    return diagrams.run(d.Document(blocks=(block,)), context)


@pytest.fixture
def graphviz() -> None:
    if not registry.load("diagrams", "dot").stamp(Context(style.load("base"), files.NoFolder())):
        pytest.skip("neither pygraphviz nor dot is there")


@pytest.mark.usefixtures("graphviz")
def test_graphs_are_drawn_in_the_style(context: Context, reports: list[Diagnostic]) -> None:
    document = drawn(context, "dot", '/* a { b */ strict digraph "x{y" { Ingest -> Store [color=red] }')
    assert reports == []
    (media,) = document.media.values()
    assert b">Ingest<" in media.data
    assert context.style.colors.primary.encode() in media.data
    assert b'"red"' in media.data
    assert context.style.base.family.encode() in media.data


@pytest.mark.usefixtures("graphviz")
def test_an_error_in_a_graph_is_told_at_its_line(context: Context, reports: list[Diagnostic]) -> None:
    document = drawn(context, "graphviz", "digraph {\n  a -> b\n  b -> -> c\n}")
    assert not document.media
    assert [(report.code, report.pos.line if report.pos else 0) for report in reports] == [("SX750", 13)]


@pytest.mark.usefixtures("graphviz")
def test_graphs_bring_nothing_along(context: Context) -> None:
    document = drawn(
        context, "dot", 'digraph { a [URL="javascript:alert(1)" image="/etc/hosts" tooltip="x"] }'
    )
    (media,) = document.media.values()
    assert b"alert" not in media.data
    assert b"hosts" not in media.data


@pytest.mark.parametrize("language", ["plantuml", "puml", "d2", "svgbob"])
def test_a_configured_command_draws(language: str, context: Context, reports: list[Diagnostic]) -> None:
    context = replace(context, commands={"plantuml": ECHO, "d2": ECHO, "svgbob": ECHO})
    document = drawn(context, language, DRAWN)
    assert reports == []
    (media,) = document.media.values()
    assert b">said<" in media.data


@pytest.mark.usefixtures("graphviz")
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('digraph { a -> b; c [label="two\\nlines"] }', {"a", "b", "two", "lines"}),
        ("digraph { a [label=<<font color=red>POST<br>/orders</font>>] }", {"POST", "/orders"}),
        (
            'graph { node [shape=record]; s [label="{<f0> left|mid}"]; s:f0 -- t; label="All" }',
            {"left", "mid", "t", "All"},
        ),
        (
            "digraph { x [label=<one <foo> two>]; y [shape=point]; z [style=invis]; x -> {y z} }",
            {"one <foo> two"},
        ),
    ],
)
def test_what_a_graph_says_is_drawn(
    text: str, shown: set[str], context: Context, reports: list[Diagnostic]
) -> None:
    document = drawn(context, "dot", text)
    assert reports == []
    (media,) = document.media.values()
    assert set(seen.lines(etree.fromstring(media.data))) == shown


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('/* "x" */ digraph { "a b" -> c [label="d\\le"] }', ["d e", "a b", "c"]),
        (
            'graph { node [shape=Mrecord label="{<p> \\N|{x}}"]; q; label=<top<br/><b>T</b>> }',
            ["top T", "q x"],
        ),
        (
            'digraph { a [label="" xlabel=out]; subgraph cluster_x { label="\\"in\\"" } b [shape=point] }',
            ['"in"', "", "out"],
        ),
        ("digraph { a [label=<<table><tr><td>1</td><td>2</td></tr></table>>] // b\n}", ["1 2"]),
        ("no graph at all [", []),
    ],
)
def test_labels_of_graphs(text: str, lines: list[str]) -> None:
    assert [" ".join(one.value.lines(one.name, one.record)) for one in dot.labels(text)] == lines


PRINTS = (sys.executable, "-c", f"import sys; sys.stdin.read(); print({DRAWN!r})")


@pytest.mark.parametrize(
    ("language", "text", "lost"),
    [
        ("plantuml", '@startuml\nparticipant "said" as S\n@enduml', ""),
        ("plantuml", '@startuml\nskinparam x "y"\nparticipant "Order\\nsaid" as S\n@enduml', "order"),
        ("d2", 'x: "said" {\n  style.fill: "#fff"\n  icon: "https://example.org"\n}', ""),
        ("d2", 'x: "Order said"', "order"),
        ("svgbob", "+------+\n| said |-->\n+------+", ""),
        ("svgbob", "+-------+\n| Order |-->\n+-------+", "order"),
    ],
)
def test_what_programs_leave_out_is_told(
    language: str, text: str, lost: str, context: Context, reports: list[Diagnostic]
) -> None:
    context = replace(context, commands={language: PRINTS})
    document = drawn(context, language, text)
    assert bool(document.media) == (not lost)
    assert [report.code for report in reports] == (["SX754"] if lost else [])
    assert all(f"“{lost}”" in report.message for report in reports)


@pytest.mark.parametrize("language", ["plantuml", "d2", "svgbob"])
def test_without_its_program_a_diagram_stays(
    language: str, context: Context, reports: list[Diagnostic], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert not drawn(context, language, "a -> b").media
    assert [report.code for report in reports] == ["SX751"]
    assert language in reports[0].hint


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("import sys; sys.exit('line 2: what is this?')", "what is this"),
        ("pass", "ended with an error"),
        ("import time; time.sleep(60)", "more than"),
        ("import sys\nwhile True: sys.stdout.write('x' * 65536)", "larger than"),
        (
            "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])",
            "more than",
        ),
    ],
)
def test_a_program_that_misbehaves_is_ended(script: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "SECONDS", 1.0)
    with pytest.raises(DiagramError, match=why):
        program.run((sys.executable, "-c", script), "text")


def test_a_program_sees_no_secrets_and_an_empty_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "value")
    script = "import os; print(sorted(os.listdir()), os.environ.get('SECRET'))"
    assert program.run((sys.executable, "-c", script), "").strip() == "[] None"


def test_what_a_program_draws_must_be_a_drawing(context: Context, reports: list[Diagnostic]) -> None:
    context = replace(context, commands={"d2": ECHO})
    assert not drawn(context, "d2", "<html/>").media
    assert [report.code for report in reports] == ["SX752"]


def test_what_is_installed_is_told_without_importing_it() -> None:
    assert installed("specexport.model.document").startswith("specexport.model.document ")
    assert installed("no_such_package") == ""
