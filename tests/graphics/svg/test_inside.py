"""Pictures inside drawings reach what the drawing is made for; names and words are no numbers."""

from __future__ import annotations

import base64
import io
import random

import pytest
from lxml import etree
from PIL import Image

from specexport.graphics.svg import inert, plain
from specexport.model.document import Media

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="100" height="50" viewBox="0 0 100 50">'
)


def bitmap(kind: str, seed: int = 0) -> str:
    noise = random.Random(seed).randbytes(40 * 30 * 3)
    stream = io.BytesIO()
    Image.frombytes("RGB", (40, 30), noise).save(stream, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(stream.getvalue()).decode()}"


def drawing(content: str) -> str:
    made = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{content}</svg>'
    return f"data:image/svg+xml;base64,{base64.b64encode(made.encode()).decode()}"


def both(content: str) -> tuple[str, str]:
    data = f"{HEAD}{content}</svg>".encode()
    return inert(data).decode(), plain(data).decode()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
@pytest.mark.parametrize("attribute", ["href", "xlink:href"])
def test_bitmaps_stay_whatever_their_bytes_look_like(kind: str, attribute: str) -> None:
    for seed in range(3):
        url = bitmap(kind, seed)
        content = f'<image x="1" y="2" width="40" height="30" {attribute}="{url}"/>'
        assert all(url in made for made in both(content))


def test_names_and_words_are_no_numbers() -> None:
    content = (
        '<defs><g id="info-nan-1e999"><rect width="4" height="4"/></g><path id="inf" d="M0 0H50"/></defs>'
        '<use href="#info-nan-1e999" x="3"/><text><textPath href="#inf">1e400 inf 123456789</textPath></text>'
    )
    made = etree.fromstring(plain(f"{HEAD}{content}</svg>".encode()))
    assert len(list(made.iter(f"{SVG}rect"))) == 1
    assert [path.get("href") for path in made.iter(f"{SVG}textPath")] == ["#inf"]
    assert "1e400 inf 123456789" in "".join(made.itertext())


def test_a_drawing_in_a_drawing_becomes_part_of_it() -> None:
    icon = drawing(
        '<style>.a{fill:lime}</style><rect class="a" width="10" height="10"/><text y="5">in</text>'
    )
    safe, flat = both(f'<image x="20" y="10" width="30" height="30" href="{icon}"/>')
    assert "data:image/svg+xml;base64," in safe
    assert "<image" not in flat
    assert 'fill="lime"' in flat
    assert ">in</text>" in flat
    assert "translate(20,10) scale(3,3)" in flat


def test_a_drawing_in_a_drawing_looks_as_one_of_its_own() -> None:
    icon = drawing(
        '<style>text{font-size:8px;fill:#fff}</style><rect width="9" height="9"/>'
        '<text x="50%" y="5" text-anchor="middle" xml:space="preserve">a  b</text>'
    )
    around = f'<g fill="red" font-size="40"><image width="20" height="20" href="{icon}"/></g>'
    made = etree.fromstring(both(around)[1])
    line, rect = (next(made.iter(f"{SVG}{name}")) for name in ("text", "rect"))
    look = [line.get(name) for name in ("font-size", "fill", "text-anchor", "x")]
    assert look == ["8", "#fff", "middle", "5.000"]
    assert line.text == "a\N{NO-BREAK SPACE} b"
    fills = [value for node in (rect, *rect.iterancestors()) if (value := node.get("fill"))]
    assert fills[0] == "#000000"


def test_a_drawing_in_a_drawing_is_made_safe_as_well() -> None:
    icon = drawing('<script>alert(1)</script><rect onload="x()" width="1" height="1"/>')
    safe, flat = both(f'<image width="9" height="9" href="{icon}"/>')
    (image,) = etree.fromstring(safe).iter(f"{SVG}image")
    inner = base64.b64decode((image.get("href") or "").partition(",")[2])
    assert b"alert" not in inner
    assert b"onload" not in inner
    assert "alert" not in flat


def test_urls_without_base64_are_read_too() -> None:
    url = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'%3E%3Crect width='1'"
    url += " height='1' fill='%23123456'/%3E%3C/svg%3E"
    assert 'fill="#123456"' in both(f'<image width="9" height="9" href="{url}"/>')[1]


def test_a_bitmap_without_a_size_has_its_own() -> None:
    (image,) = etree.fromstring(
        plain(f'{HEAD}<image width="20" href="{bitmap("PNG")}"/></svg>'.encode())
    ).iter(f"{SVG}image")
    assert (image.get("width"), image.get("height")) == ("20", "15")


def test_pictures_in_symbols_and_patterns_stay() -> None:
    url = bitmap("PNG")
    symbol = f'<symbol id="s" viewBox="0 0 40 30"><image width="40" height="30" href="{url}"/></symbol>'
    pattern = f'<pattern id="p" width="1" height="1"><image width="9" height="9" href="{url}"/></pattern>'
    rest = '<use href="#s" width="20" height="20"/><use href="#s" width="9" height="9"/>'
    made = plain(f'{HEAD}{symbol}{pattern}{rest}<rect fill="url(#p)" width="9" height="9"/></svg>'.encode())
    assert made.decode().count(url) == 3


def test_drawings_without_end_are_left_out() -> None:
    url = drawing("<rect width='1' height='1'/>")
    for _ in range(12):
        url = drawing(f"<image width='10' height='10' href='{url}'/>")
    assert b"<rect" not in plain(f'{HEAD}<image width="9" height="9" href="{url}"/></svg>'.encode())


def test_pictures_beside_are_put_in_by_the_caller() -> None:
    asked: list[str] = []
    told: list[str] = []

    def load(url: str) -> Media | None:
        asked.append(url)
        return Media(b"bytes", "image/png", 1, 1) if url == "there.png" else None

    content = (
        '<image href="there.png" width="1" height="1"/><image href="gone.png" width="1" height="1"/>'
        '<use href="icons.svg#gear"/><rect fill="url(paints.svg#red)"/><style>@import "a.css";</style>'
    )
    made = inert(f"{HEAD}{content}</svg>".encode(), load, told.append).decode()
    assert asked == ["there.png", "gone.png"]
    assert "data:image/png;base64,Ynl0ZXM=" in made
    assert "gone" not in made
    assert told == ["icons.svg#gear", "paints.svg#red", "a.css"]


def test_labels_in_html_stay_in_a_safe_drawing_without_what_acts() -> None:
    label = (
        '<foreignObject width="50" height="20"><div xmlns="http://www.w3.org/1999/xhtml" onclick="x()">'
        '<script>alert(1)</script><b style="color:red;background:url(http://a.example/x)">Label</b>'
        '<iframe src="//a.example"/><form action="//a.example"><button>Go</button></form>'
        '<img src="//a.example/x.png"/></div></foreignObject>'
    )
    safe, flat = both(label)
    assert ">Label</b>" in safe
    assert not any(word in safe for word in ("onclick", "alert", "example", "iframe", "form", "button"))
    assert "Label" in flat
