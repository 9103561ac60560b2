"""Diagrams that stand in no fence, and what Quarto says of one: all are blocks of code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from specexport.core.options import Options
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from readers.conftest import Read

FLOW = "graph LR\n    A[Portal] --> B[Service]"


def blocks(document: d.Document) -> list[d.CodeBlock]:
    return list(walk.find(document.blocks, d.CodeBlock))


@pytest.mark.parametrize(
    "text",
    [
        f"::: mermaid\n{FLOW}\n:::",
        f":::mermaid\n{FLOW}\n:::",
        f"::::  Mermaid\n{FLOW}\n::::",
        f"::: {{.mermaid}}\n{FLOW}\n:::",
        f"Words\n\n::: mermaid\n{FLOW}\n:::\nmore words",
        f'<div class="mermaid">\n{FLOW}\n</div>',
        f"<div id=one class='wide mermaid'>\n{FLOW}\n</div>",
        f"<pre class=mermaid>\n{FLOW}\n</pre>",
        f'<DIV CLASS="mermaid">\n{FLOW.replace(">", "&gt;")}\n</DIV>',
        f'<pre class="mermaid"><code>{FLOW}</code></pre>',
        f'<details><summary>More</summary>\n<div class="mermaid">\n{FLOW}\n</div>\n</details>',
        "- item\n\n  ::: mermaid\n  graph LR\n      A[Portal] --> B[Service]\n  :::\n",
        "> <pre class='mermaid'>\n> graph LR\n>     A[Portal] --> B[Service]\n> </pre>\n",
        '<div class="mermaid">\n    graph LR\n        A[Portal] --> B[Service]\n</div>',
    ],
)
def test_a_diagram_needs_no_fence(text: str, read: Read) -> None:
    (block,) = blocks(read(text + "\n"))
    assert (block.attr.classes, block.text) == (("mermaid",), FLOW)
    assert read.said == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '<div class="mermaid">\ngraph LR\n\nA --> B\n\nB --> C\n</div>\n\nWords',
            "graph LR\n\nA --> B\n\nB --> C",
        ),
        (
            "::: mermaid\nmindmap\n  root\n:::urgent\n    *b*\n:::\n\nWords",
            "mindmap\n  root\n:::urgent\n    *b*",
        ),
        (
            '<div class="mermaid">\nclassDiagram\n  Pet <|-- Dog\n  class Dog { +x }\n</div>\n\nWords',
            "classDiagram\n  Pet <|-- Dog\n  class Dog { +x }",
        ),
        (
            '<pre class="mermaid">\ngraph LR\n  A["one<br/>two <b>bold</b> &amp; a"]\n</pre>\n\nWords',
            'graph LR\n  A["one<br/>two <b>bold</b> & a"]',
        ),
        (
            "::: mermaid\n%%{init: {}}%%\ngraph LR\n%% one\nA --> B\n%% two\n:::\n\nWords",
            "%%{init: {}}%%\ngraph LR\n%% one\nA --> B\n%% two",
        ),
    ],
)
def test_all_of_a_diagram_belongs_to_it(text: str, expected: str, read: Read) -> None:
    document = read(text)
    (block,) = blocks(document)
    assert block.text == expected
    assert walk.text(document.blocks[-1:]).strip() == "Words"
    assert read.said == []


@pytest.mark.parametrize(
    "text",
    [
        "::: note\nWords\n:::",
        "::: mermaid\nnever ends",
        '<div class="mermaids">\n\nWords\n</div>',
        '<div title="mermaid">\n\nWords\n</div>',
        "::: {.mermaid}\n```text\nWords\n```\n:::",
    ],
)
def test_other_containers_and_elements_stay_what_they_are(text: str, read: Read) -> None:
    assert not any("mermaid" in block.attr.classes for block in blocks(read(text + "\n")))


def test_html_that_is_escaped_is_not_drawn(read: Read) -> None:
    read.context = replace(read.context, options=Options(raw_html="escape"))
    assert blocks(read(f'<div class="mermaid">\n{FLOW}\n</div>\n')) == []


@pytest.mark.parametrize(
    ("fence", "pairs", "name"),
    [
        ('{mermaid}\n%%| label: fig-flow\n%%| fig-cap: "The flow"\n', [("caption", "The flow")], "fig-flow"),
        (
            "mermaid\n%%| fig-cap: The flow: how\n%%| fig-alt: A to B\n",
            [("caption", "The flow: how"), ("alt", "A to B")],
            "",
        ),
        (
            "{dot}\n//| fig-cap: 'It''s a graph'\n//| fig-width: 6.5\n",
            [("caption", "It's a graph"), ("width", "6.5in")],
            "",
        ),
        ("mermaid\n%%| fig-cap: >\n%%|   A long\n%%|   caption\n", [("caption", "A long caption")], ""),
        ('mermaid title="Mine" {#own}\n%%|fig-cap: Other\n%%| label: fig-x\n', [("caption", "Mine")], "own"),
        ("mermaid\n%%| echo: false\n%%| fig-cap: [a, b]\n", [], ""),
        ("python\n#| fig-cap: None of ours\n", [], ""),
        ("mermaid\ngraph LR\n%%| fig-cap: Too late\n", [], ""),
    ],
)
def test_the_options_of_a_cell(fence: str, pairs: list[tuple[str, str]], name: str, read: Read) -> None:
    (block,) = blocks(read(f"```{fence}graph LR\n```\n"))
    assert (list(block.attr.pairs), block.attr.id) == (pairs, name)
    assert read.said == []
