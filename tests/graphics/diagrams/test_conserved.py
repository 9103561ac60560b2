"""What a diagram's labels say is drawn, whatever they are written in; else the source is shown, and why."""

from __future__ import annotations

from functools import cache
from time import process_time
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from specexport import style
from specexport.core import registry
from specexport.core.context import Context
from specexport.graphics.conservation import missing, words
from specexport.graphics.diagrams import labels, markup, mermaid
from specexport.graphics.diagrams.mermaid import kinds, structure
from specexport.graphics.svg import seen
from specexport.model import document as d
from specexport.passes import diagrams
from specexport.system import files

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic


@pytest.fixture
def reports() -> list[Diagnostic]:
    return []


@pytest.fixture
def context(reports: list[Diagnostic]) -> Context:
    return Context(style=style.load("base"), resources=files.NoFolder(), report=reports.append)


def block(text: str, language: str = "mermaid") -> d.CodeBlock:
    pos = d.Pos(10, 10 + text.count("\n") + 2)
    return d.CodeBlock(text=text, attr=d.Attr(classes=(language,)), pos=pos)


def drawn(text: str, context: Context, language: str = "mermaid") -> list[str]:
    """Return the lines that are seen in the drawing of a diagram, none where it stays code."""
    document = diagrams.run(d.Document(blocks=(block(text, language),)), context)
    return [line for media in document.media.values() for line in seen.lines(etree.fromstring(media.data))]


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Valve<br><font color=teal>PUT /valves</font>", ["Valve", "PUT /valves"]),
        ("<b>Gateway", ["Gateway"]),
        ("Checks<ul><li>schema<li>limits</ul>", ["Checks", "• schema", "• limits"]),
        ("<p>one</p><p>two</p><hr>three", ["one", "two", "three"]),
        ("<span style='color: red'>red</span> &amp; #quot;blue#quot; &#9829;", ['red & "blue" ♥']),
        ("a < b, Map<String, T> and </x>", ["a < b, Map<String, T> and </x>"]),
        ("<table><tr><td>1<td>2<tr><td>3</table>", ["1 2", "3"]),
        ("x<sup>2</sup> and H<sub>2</sub>O", ["x² and H₂O"]),
        ("`**bold** and _quiet_`", ["bold and quiet"]),
        ("one\\ntwo", ["one", "two"]),
        ("US$$ 5 and US$$ 9, $7", ["US$$ 5 and US$$ 9, $7"]),
        ("<img src=x.png alt='a logo'> fa:fa-car Car", ["a logo Car"]),
        ("<!-- draft -->seen<script>alert(1)</script>", ["seen"]),
        ("#lt;b#gt; is a tag", ["<b> is a tag"]),
        ("A&ltport&gt.B &copy=2", ["A<port>.B &copy=2"]),
    ],
)
def test_the_lines_of_a_label(label: str, shown: list[str]) -> None:
    assert markup.lines(label) == shown


def test_formulas_in_a_label_are_set_as_text() -> None:
    made = {r"\lambda": "λ", "x^2": "x²"}
    assert markup.formulas(r"$$\lambda$$ per $$ x^2 $$ for $$5 and $$6") == list(made)
    assert markup.lines(r"$$\lambda$$ per <b>$$x^2$$</b>", made.__getitem__) == ["λ per x²"]


HTML = (
    "Valve<br><font color=teal>PUT /valves</font>",
    "Checks<ul><li>schema<li>List<String> < 5</ul>",
    "<p>US$$ 5<p>it's (3) > [2] & <i>so",
)
PLACES = (
    'flowchart LR\n  A["%s"] --> B["Stock"]\n  B -->|"reserved"| C["Ledger"]',
    'flowchart LR\n  A -->|"%s"| B["Stock"]\n  B -- reserved --> C["Ledger"]',
    'flowchart LR\n  subgraph g ["%s"]\n  A[Stock]\n  end\n  A -- reserved --> C["Ledger"]',
    "sequenceDiagram\n  Stock->>Ledger: %s\n  Note over Stock: reserved",
    "sequenceDiagram\n  participant Stock as %s\n  Stock->>Ledger: reserved",
    'classDiagram\n  class Stock["%s"]\n  Stock --> Ledger : reserved',
    "classDiagram\n  Stock --> Ledger : %s\n  Stock : reserved",
    "stateDiagram-v2\n  Stock --> Ledger : %s\n  Ledger : reserved",
    'stateDiagram-v2\n  state "%s" as Stock\n  Stock --> Ledger : reserved',
    'mindmap\n  root((Stock))\n    a["%s"]\n    Ledger reserved',
    'erDiagram\n  Stock ||--o{ Ledger : "%s"\n  Ledger {\n    int reserved "stock"\n  }',
    "kanban\n  Stock\n    a[%s]\n    b[Ledger reserved]",
    'block-beta\n  columns 1\n  A["%s"]\n  B["Stock"]\n  B -- "reserved" --> Ledger',
    "gantt\n  dateFormat YYYY-MM-DD\n  section %s\n  Stock reserved: 2026-01-01, 2d\n  Ledger: 2d",
    'pie title Stock\n  "%s" : 4\n  "Ledger reserved" : 6',
    'requirementDiagram\n  requirement Stock {\n    id: 1\n    text: "%s"\n  }\n  element Ledger {\n  }',
    'C4Context\n  Person(a, "%s", "Stock")\n  System(b, "Ledger")\n  Rel(a, b, "reserved")',
    "timeline\n  title Stock\n  Ledger : %s : reserved",
    "journey\n  title Stock\n  section %s\n    Ledger: 5: reserved",
    'quadrantChart\n  title Stock\n  x-axis "%s" --> Ledger\n  reserved: [0.5, 0.5]',
    'architecture-beta\n  service a(disk)["%s"]\n  service b(disk)[Stock]\n  a:R -[reserved]- L:b',
)


@cache
def others_in(text: str) -> set[str]:
    """Return which of the words beside the label are drawn where that is an ordinary one."""
    context = Context(style=style.load("base"), resources=files.NoFolder(), report=lambda _: None)
    lines = drawn(text.replace("%s", "Alpha"), context)
    return set(words("\n".join(lines))) & {"stock", "ledger", "reserved"}


@pytest.mark.parametrize("text", PLACES, ids=lambda text: text.split()[0])
@pytest.mark.parametrize("label", HTML)
def test_no_label_is_lost(label: str, text: str, context: Context, reports: list[Diagnostic]) -> None:
    others = others_in(text)
    lines = drawn(text.replace("%s", label), context)
    assert reports == []
    assert missing([*words("\n".join(markup.lines(label))), *others], words("\n".join(lines))) == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            'flowchart LR\n  A["$$\\lambda$$ arrivals"] -->|"$$p_{99}$$"| B["US$$ 5"]',
            ["λ arrivals", "p99", "US$$ 5"],
        ),
        (
            "sequenceDiagram\n  A->>B: $$\\hat{y} = f(x)$$\n  Note over B: $$\\frac{a+b}{2}$$ kept",
            ["ŷ = f(x)", "(a+b)/2 kept"],
        ),
        ('classDiagram\n  class A["Queue $$\\mu$$"]\n  A --> B : $$\\sqrt{n}$$', ["Queue μ", "√n"]),
        ("stateDiagram-v2\n  s1 --> s2 : $$x \\le 3$$", ["x ≤ 3"]),
        ('pie\n  "$$\\sum x_i$$" : 40\n  "Other" : 60', ["∑xi"]),
    ],
)
def test_formulas_in_diagrams(
    text: str, shown: list[str], context: Context, reports: list[Diagnostic]
) -> None:
    lines = drawn(text, context)
    assert reports == []
    assert set(shown) <= set(lines)


@pytest.mark.parametrize("kind", ["flowchart LR", "sequenceDiagram", "classDiagram", "mindmap", "erDiagram"])
@pytest.mark.parametrize(
    "unit", ["->", "%%{", '"', "[", "{", "<b ", "$$", "--", ": ", "accDescr {\n", "@{", "&lt;"]
)
def test_labels_are_found_in_time_in_proportion(kind: str, unit: str) -> None:
    text = f"{kind}\n  A[{unit * (40_000 // len(unit))}"
    before = process_time()
    found = list(kinds.found(kind.split()[0], structure.tidied(kind, text).text))
    for label in found[:100]:
        markup.lines(text[label.start : label.end])
    assert process_time() - before < 5


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "classDiagram\n  class Money { +Decimal amount }\n  class Account\n  Account --> Money : holds",
            "+Decimal amount",
        ),
        (
            "classDiagram\n  class Money {\n    +int sum }\n  class Book { +close() }\n  Book --> Money",
            "+close()",
        ),
        (
            'classDiagram\n  class Money["The money"] { +Decimal amount\n  }\n  Money <|-- Account',
            "+Decimal amount",
        ),
        (
            "classDiagram\n  namespace Bank { \n  class Cash { +int sum } \n  class Book }\n  Cash --> Book",
            "+int sum",
        ),
        ("classDiagram\n  class Empty {}\n  class Money { +Decimal amount }\n  Empty --> Money", "Empty"),
    ],
)
def test_what_opens_and_closes_a_class_may_stand_anywhere(
    text: str, members: str, context: Context, reports: list[Diagnostic]
) -> None:
    lines = drawn(text, context)
    assert reports == []
    assert members in lines
    assert not any("}" in line or "{" in line or "-->" in line for line in lines)


def test_an_error_below_a_class_on_one_line_keeps_its_line() -> None:
    tidied = structure.tidied("classDiagram", "classDiagram\n  class A { +x }\n  class B { +y\n }\n  A --> B")
    assert [tidied.line(number) for number in range(1, 9)] == [1, 2, 2, 2, 3, 3, 4, 5]
    assert tidied.line(99) == 0


@pytest.mark.parametrize(
    "text",
    [
        "stateDiagram-v2\n  s1 : alpha\n  s1 : beta\n  s1 --> s2",
        "stateDiagram-v2\n  s1 --> s2\n  s2 : alpha\n  s3 --> s2\n  s2 : beta",
        'stateDiagram-v2\n  state "alpha" as s1\n  s1 : beta\n  s1 : gamma\n  s1 --> s2',
        "stateDiagram\n  state outer {\n    s1 : alpha\n    s1 : beta\n  }\n  outer --> s2",
    ],
)
def test_a_state_may_be_described_more_than_once(
    text: str, context: Context, reports: list[Diagnostic]
) -> None:
    document = diagrams.run(d.Document(blocks=(block(text),)), context)
    assert reports == []
    (media,) = document.media.values()
    places = {
        "".join(str(part) for part in node.itertext()): float(node.get("y") or 0)
        for node in etree.fromstring(media.data).iter("{*}text")
    }
    assert places["beta"] - places["alpha"] > 12


@pytest.mark.parametrize(
    ("text", "lost", "line"),
    [
        ('treemap-beta\n  "%s"\n    "Leaf": 10' % ("A place too small " * 24), "small", 12),
        ('gitGraph\n  commit id: "a"\n  merge "never merged"', "", 0),
    ],
)
def test_what_is_lost_is_told_and_the_source_is_shown(
    text: str, lost: str, line: int, context: Context, reports: list[Diagnostic]
) -> None:
    assert drawn(text, context) == []
    (report,) = reports
    if lost:
        assert report.code == "SX754"
        assert lost in report.message
        assert report.pos is not None
        assert report.pos.line == line


class Careless:
    """An engine that draws whatever it is told to."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def draw(self, _text: str, _context: Context) -> str:
        return self.svg

    def stamp(self, _context: Context) -> str:
        return ""

    def scale(self, _ruler: object) -> float:
        return 1.0


@pytest.mark.parametrize(
    "box",
    ["0 0 100 -19954", "0 0 nan 40", "0 0 1e9 40", "0 0 0 40", "0 0 40 1e400", "-5 -5 40"],
)
def test_a_size_that_cannot_be_is_told(
    box: str, context: Context, reports: list[Diagnostic], monkeypatch: pytest.MonkeyPatch
) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><text y="9">a</text></svg>'
    monkeypatch.setattr(registry, "load", lambda _kind, _name: Careless(svg))
    assert drawn("careless", context, "svgbob") == []
    assert [report.code for report in reports] == ["SX752"]


class Telling(Careless):
    """An engine that says what it shows."""

    def shows(self, text: str) -> list[tuple[str, int]]:
        return [(line, number) for number, line in enumerate(text.split("\n"), 1)]


@pytest.mark.parametrize(("text", "line"), [("one", 0), ("ONE\none", 12), ("one\n\nthree", 13)])
def test_an_engine_may_say_what_it_shows(
    text: str, line: int, context: Context, reports: list[Diagnostic], monkeypatch: pytest.MonkeyPatch
) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><text y="9">One</text></svg>'
    monkeypatch.setattr(registry, "load", lambda _kind, _name: Telling(svg))
    assert drawn(text, context, "svgbob") == ([] if line else ["One"])
    assert [report.pos.line for report in reports if report.pos] == ([line] if line else [])


def test_the_spellings_of_a_usual_diagram_are_its_text() -> None:
    text = 'flowchart LR\n  A["one<br/>two"] --> B(three)\n  C["`**four**`"]'
    given = list(kinds.found("flowchart", text))
    usual = [text[one.start : one.end] for one in given if not one.name]
    assert usual == ["one<br/>two", "three", "`**four**`"]
    assert all(markup.is_usual(label, breaks=True) for label in usual)
    assert labels.uncovered(labels.covered("a[b]; c")) == "a[b]; c"
    assert mermaid.kind(text) == "flowchart"
