"""How wide pictures side by side are."""

from __future__ import annotations

import pytest

from specexport import document as d
from specexport.layout import rows

MEDIA = {"wide": d.Media(b"", "image/png", 300, 100), "high": d.Media(b"", "image/png", 100, 100)}


def figure(url: str, width: str = "") -> d.Figure:
    image = d.Image(content=(), url=url)
    pairs = (("width", width),) if width else ()
    return d.Figure(content=(d.Para(content=(image,)),), attr=d.Attr(pairs=pairs))


def test_pictures_are_equally_high() -> None:
    wide, high = rows.shares([figure("wide"), figure("high")], MEDIA)
    assert wide + high == pytest.approx(1)
    assert (wide - rows.BETWEEN) / (high - rows.BETWEEN) == pytest.approx(3)


def test_pictures_that_are_not_there_are_taken_for_square() -> None:
    first, second = rows.shares([figure("none"), figure("high")], MEDIA)
    assert first == second == pytest.approx(0.5)


def test_widths_that_are_asked_for_come_first() -> None:
    assert rows.shares([figure("wide", "30%"), figure("high", "30%")], MEDIA) == [0.3, 0.3]
    assert rows.shares([figure("wide", "30%"), figure("high")], MEDIA) == pytest.approx([0.3, 0.7])


def test_widths_that_are_too_much_together_are_reduced() -> None:
    assert rows.shares([figure("wide", "100%"), figure("high", "100%")], MEDIA) == [0.5, 0.5]
    every = rows.shares([figure("wide", "100%"), figure("high")], MEDIA)
    assert min(every) >= 0.05
    assert sum(every) <= 1.01


@pytest.mark.parametrize("width", ["x%", "1.2.3%", "-5%", "50px"])
def test_other_widths_are_none(width: str) -> None:
    assert rows.shares([figure("high", width), figure("high")], MEDIA) == pytest.approx([0.5, 0.5])
