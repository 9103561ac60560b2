"""Pictures are as large as their author asks, and nothing else that stands in braces gets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.model import document as d
from specexport.renderers.html import writer as html

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.context import Context


@pytest.mark.parametrize(
    ("pairs", "style"),
    [
        ((("width", "50%"),), ' style="width: 50%"'),
        ((("width", "120"),), ' style="width: 120px"'),
        ((("height", "3.5cm"),), ' style="height: 3.5cm; width: auto; object-fit: contain"'),
        ((("width", "50%"), ("height", "10px")), ' style="width: 50%"'),
        ((("width", "200"), ("height", "100px")), ' style="width: 200px"'),
        ((("width", "200"), ("height", "2in")), ' style="width: 200px; aspect-ratio: 1.042"'),
        ((("width", "1px; background: url(x)"),), ""),
        ((("width", "-1px"),), ""),
        ((("onload", "x"),), ""),
        ((), ""),
    ],
)
def test_a_picture_has_the_size_that_is_asked(
    pairs: tuple[tuple[str, str], ...], style: str, make_context: Callable[..., Context]
) -> None:
    image = d.Image(content=(d.Str(text="x"),), url="a.png", attr=d.Attr(pairs=pairs))
    media = {"a.png": d.Media(b"", "image/png", 600, 300)}
    page = html.render(
        d.Document(blocks=(d.Para(content=(image,)),), media=media), make_context()
    ).data.decode()
    assert f'width="600" height="300"{style} alt="x">' in page


def test_pictures_stand_side_by_side_in_their_shares(make_context: Callable[..., Context]) -> None:
    def figure(url: str) -> d.Figure:
        return d.Figure(content=(d.Para(content=(d.Image(content=(d.Str(text=url),), url=url),)),))

    media = {"a.png": d.Media(b"", "image/png", 300, 100), "b.png": d.Media(b"", "image/png", 100, 100)}
    row = d.Div(content=(figure("a.png"), figure("b.png")), attr=d.Attr(classes=("side-by-side",)))
    page = html.render(d.Document(blocks=(row,), media=media), make_context()).data.decode()
    row_of_two = page.partition('<div class="side-by-side">')[2]
    assert '<div style="width: 72.00%"><figure>\n<img' in row_of_two.replace("<figure><img", "<figure>\n<img")
    assert '<div style="width: 24.00%">' in row_of_two
