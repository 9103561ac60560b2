"""Letters of drawings in print: their size, the page they are on, and the bands of what is too high."""

from __future__ import annotations

import re

import pytest

from specexport.graphics import legible
from specexport.graphics.bands import cut
from specexport.graphics.diagrams import directions
from specexport.model.document import Media
from specexport.model.style import Page

A4 = Page("A4", 595.0, 842.0, 72.0, 64.0, 72.0, 64.0)


def drawing(width: int, height: int, *labels: tuple[float, float, float, str], around: str = "") -> Media:
    """Return a drawing with labels: where they stand, how large they are, what they say."""
    texts = "".join(f'<text x="{x}" y="{y}" font-size="{size}">{said}</text>' for x, y, size, said in labels)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
    svg = f'{head} viewBox="0 0 {width} {height}"><g {around}>{texts}</g></svg>'
    return Media(svg.encode(), "image/svg+xml", width, height)


@pytest.mark.parametrize(
    ("made", "size"),
    [
        (drawing(100, 100, (5, 50, 16, "word")), 12.0),
        (drawing(100, 100, (5, 50, 16, "word"), around='transform="scale(.5)"'), 6.0),
        (drawing(300, 100, (5, 50, 16, "a longer text than that below"), (5, 70, 4, "x")), 12.0),
        (drawing(100, 100, (5, 50, 16, "word"), (5, 70, 8, "word")), 6.0),
        (drawing(100, 100, around='font-size="8"'), 0.0),
        (Media(b"no drawing", "image/svg+xml", 10, 10), 0.0),
        (Media(b"\x89PNG", "image/png", 10, 10), 0.0),
    ],
)
def test_letters_have_the_size_that_is_seen_but_for_a_few(made: Media, size: float) -> None:
    assert legible.letter_size(made) == pytest.approx(size, abs=0.01)


@pytest.mark.parametrize(
    ("width", "height", "turned", "is_legible"),
    [
        (500, 300, False, True),
        (800, 300, False, True),
        (1300, 300, True, True),
        (1700, 300, True, False),
        (1300, 1300, False, False),
    ],
)
def test_a_page_is_turned_where_letters_are_under_six_points(
    width: int, height: int, turned: bool, is_legible: bool
) -> None:
    found = legible.setting(drawing(width, height, (5, 50, 14, "word")), A4)
    assert (found.turned, found.is_legible) == (turned, is_legible)


def tall(count: int, step: float = 60.0, size: float = 11.0) -> Media:
    labels = [(20.0, step * at + 30, size, f"step{at}") for at in range(count)]
    return drawing(300, int(step * count), *labels)


@pytest.mark.parametrize(("count", "step"), [(40, 60.0), (25, 100.0), (90, 45.0)])
def test_a_high_drawing_is_cut_and_no_word_is_lost_or_doubled(count: int, step: float) -> None:
    whole = tall(count, step)
    bands = cut(whole, A4)
    words = [word for band in bands for word in re.findall(r">(step\d+)<", band.data.decode())]
    assert len(bands) > 1
    assert words == [f"step{at}" for at in range(count)]
    assert all(legible.setting(band, A4).is_legible for band in bands)
    assert len({round(legible.letter_size(band), 1) for band in bands}) == 1


@pytest.mark.parametrize(
    "whole",
    [
        tall(8),
        drawing(300, 2400, (20.0, 1200.0, 2400.0, "I")),  # nothing but a letter to cut through
        drawing(4000, 300, (20.0, 30.0, 11.0, "wide")),
        Media(b"\x89PNG", "image/png", 300, 4000),
    ],
)
def test_what_is_legible_or_cannot_be_cut_stays_whole(whole: Media) -> None:
    assert cut(whole, A4) == (whole,)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("flowchart LR\n A-->B", "flowchart TB\n A-->B"),
        ("%% said\n\ngraph RL; A-->B", "%% said\n\ngraph BT; A-->B"),
        ("graph\nA-->B", "graph LR\nA-->B"),
        (
            "flowchart TD\nA-->B\nsubgraph x\ndirection LR\nend",
            "flowchart LR\nA-->B\nsubgraph x\ndirection LR\nend",
        ),
        ("stateDiagram-v2\n  direction LR\n  a --> b", "stateDiagram-v2\n  direction TB\n  a --> b"),
        ("stateDiagram-v2\n  state a {\n  direction LR\n  }", ""),
        ("sequenceDiagram\n a->>b: direction LR", ""),
        ("pie title LR", ""),
    ],
)
def test_a_diagram_of_mermaid_in_the_other_direction(text: str, other: str) -> None:
    assert directions.mermaid(text) == other


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("digraph { rankdir=LR; a->b }", "digraph { rankdir=TB; a->b }"),
        ('digraph { rankdir = "TB"\na->b }', 'digraph { rankdir = "LR"\na->b }'),
        ("graph { a--b }", "graph { rankdir=LR;  a--b }"),
        ("digraph { graph [rankdir=LR]; a->b }", "digraph { graph [rankdir=TB]; a->b }"),
        ("digraph { rankdir=lr; a->b }", ""),
        ('digraph { a [label="rankdir=LR"] }', 'digraph { rankdir=LR;  a [label="rankdir=LR"] }'),
        ("digraph { a [label=<rankdir=LR>] }", "digraph { rankdir=LR;  a [label=<rankdir=LR>] }"),
        ("digraph { /* rankdir=LR */ rankdir=BT }", "digraph { /* rankdir=LR */ rankdir=RL }"),
        ("digraph { subgraph c { rankdir=LR } a }", "digraph { rankdir=LR;  subgraph c { rankdir=LR } a }"),
    ],
)
def test_a_graph_in_the_other_direction(text: str, other: str) -> None:
    assert directions.dot(text, text.index("{") + 1) == other
