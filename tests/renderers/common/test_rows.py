"""How wide pictures side by side are."""

from __future__ import annotations

import pytest

from specexport.model import document as d
from specexport.renderers.common import side_by_side

MEDIA = {"wide": d.Media(b"", "image/png", 300, 100), "high": d.Media(b"", "image/png", 100, 100)}


def figure(url: str, width: str = "") -> d.Figure:
    image = d.Image(content=(), url=url)
    pairs = (("width", width),) if width else ()
    return d.Figure(content=(d.Para(content=(image,)),), attr=d.Attr(pairs=pairs))


def test_pictures_are_equally_high() -> None:
    wide, high = side_by_side.shares([figure("wide"), figure("high")], MEDIA)
    assert wide + high == pytest.approx(1)
    assert (wide - side_by_side.BETWEEN) / (high - side_by_side.BETWEEN) == pytest.approx(3)


def test_pictures_that_are_not_there_are_taken_for_square() -> None:
    first, second = side_by_side.shares([figure("none"), figure("high")], MEDIA)
    assert first == second == pytest.approx(0.5)


def test_widths_that_are_asked_for_come_first() -> None:
    assert side_by_side.shares([figure("wide", "30%"), figure("high", "30%")], MEDIA) == [0.3, 0.3]
    assert side_by_side.shares([figure("wide", "30%"), figure("high")], MEDIA) == pytest.approx([0.3, 0.7])


def test_widths_that_are_too_much_together_are_reduced() -> None:
    assert side_by_side.shares([figure("wide", "100%"), figure("high", "100%")], MEDIA) == [0.5, 0.5]
    every = side_by_side.shares([figure("wide", "100%"), figure("high")], MEDIA)
    assert min(every) >= 0.05
    assert sum(every) <= 1.01


@pytest.mark.parametrize("width", ["x%", "1.2.3%", "-5%", "50px"])
def test_other_widths_are_none(width: str) -> None:
    assert side_by_side.shares([figure("high", width), figure("high")], MEDIA) == pytest.approx([0.5, 0.5])
