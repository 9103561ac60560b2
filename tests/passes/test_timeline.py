"""Phases get a drawing of how long they take, and numbered threats stand beside their mitigations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from passes.conftest import Pass

PHASES = """# T

| Phase | Duration | Deliverables |
|---|---|---|
| Build | 15 days | x |
| Roll-out | 2 weeks (in May) | y |
"""
LISTS = """# T

**Threats:**

1. Replay
2. Theft

**Mitigations:**

1. Keys
2. *Short* lifetimes
"""


def drawn(document: d.Document) -> list[d.Figure]:
    return [one for one in walk.find(document.blocks, d.Figure) if "timeline" in one.attr.classes]


def test_phases_are_drawn_below_their_table(passed: Pass) -> None:
    document = passed(PHASES)
    table, figure = document.blocks
    assert isinstance(table, d.Table)
    assert drawn(document) == [figure]
    (image,) = walk.find([figure], d.Image)
    assert walk.plain(image.content) == "Build: 15 days; Roll-out: 2 weeks (in May)"
    svg = document.media[image.url].data.decode()
    assert [word in svg for word in ("Build", "Roll-out", "15 days", "2 weeks", "in May")] == [True] * 4 + [
        False
    ]
    assert passed.codes == []


def test_bars_are_as_long_as_phases_take(passed: Pass) -> None:
    (media,) = passed(PHASES).media.values()
    widths = [
        float(part.split('"')[0])
        for part in media.data.decode().split("<rect")[1:]
        for part in [part.split('width="')[1]]
    ]
    assert widths[0] / widths[1] == pytest.approx(1.5, rel=0.01)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("15 days", "X days"),
        ("15 days", ""),
        ("15 days", "0 days"),
        ("15 days", "15 days, in parallel"),
        ("Deliverables", "Start"),
        ("Deliverables", "Depends on"),
        ("Phase", "Part"),
        ("| Build | 15 days | x |\n", ""),
        ("| Build |", "|  |"),
    ],
)
def test_phases_that_say_too_little_are_not_drawn(old: str, new: str, passed: Pass) -> None:
    assert drawn(passed(PHASES.replace(old, new))) == []


def test_the_picture_of_one_in_a_document_that_was_exported_before_gives_way(passed: Pass) -> None:
    (before,) = drawn(passed(PHASES))
    words = walk.plain(before.content)
    for old in (f"![{words}](old.png)", f"<figure>\n\n![{words}](old.png)\n\n</figure>"):
        document = passed(f"{PHASES}\n{old}\n\nAfter, ![{words}](x.png).\n")
        assert len(drawn(document)) == 1
        assert [type(block) for block in document.blocks] == [d.Table, d.Figure, d.Para]


def test_many_and_long_names_fit(passed: Pass) -> None:
    rows = "".join(f"| {str(name) * 40} | {name % 9 + 1} days | {{}} & <b> |\n" for name in range(10, 30))
    document = passed("# T\n\n| Phase | Duration | Deliverables |\n|---|---|---|\n" + rows)
    assert len(drawn(document)) == 1
    (media,) = document.media.values()
    assert "…" in media.data.decode()


def pairs(document: d.Document) -> list[list[str]]:
    (table,) = walk.find(document.blocks, d.Table)
    return [[walk.plain(cell.content) for cell in row.cells] for row in (*table.head, *table.body)]


def test_numbered_threats_stand_beside_their_mitigations(passed: Pass) -> None:
    expected = [["Threats", "Mitigations"], ["Replay", "Keys"], ["Theft", "Short lifetimes"]]
    assert pairs(passed(LISTS)) == expected
    assert (
        pairs(passed(LISTS.replace("Threats", "Security threats").replace("Mitigations", "Countermeasures")))[
            1:
        ]
        == (expected[1:])
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2. *Short* lifetimes\n", ""),
        ("1. Keys\n2. *", "- Keys\n- *"),
        ("1. Keys\n2. *", "2. Keys\n3. *"),
        ("**Mitigations:**", "**Mitigations:**\n\nAll of them:"),
        ("**Threats:**", "**Actors:**"),
    ],
)
def test_what_is_not_paired_by_its_numbers_stays(old: str, new: str, passed: Pass) -> None:
    assert list(walk.find(passed(LISTS.replace(old, new)).blocks, d.Table)) == []


def test_a_style_can_leave_it_as_it_is_written(passed: Pass) -> None:
    meanings = replace(passed.context.style.meanings, timeline=False, threats=False)
    assert drawn(passed(PHASES, meanings=meanings)) == []
    assert list(walk.find(passed(LISTS, meanings=meanings).blocks, d.Table)) == []
