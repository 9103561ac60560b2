"""Pictures for a light and a dark page: one picture, one number, the right version everywhere."""

from __future__ import annotations

import base64
import io
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from specexport import convert, read
from specexport.system import files

if TYPE_CHECKING:
    from pathlib import Path


def bitmap(color: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGBA", (60, 30), color).save(stream, "PNG")
    return stream.getvalue()


LIGHT, DARK = bitmap("#112233"), bitmap("#ddeeff")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "light.png").write_bytes(LIGHT)
    (tmp_path / "dark.png").write_bytes(DARK)
    return tmp_path


PAIRS = {
    "GitHub": "![Plan](light.png#gh-light-mode-only)\n![Plan](dark.png#gh-dark-mode-only)",
    "Material": "![Plan](light.png#only-light) ![Plan](dark.png#only-dark)",
    "dark first": "![Plan](dark.png#gh-dark-mode-only)![Plan](light.png#gh-light-mode-only)",
    "links": "[![Plan](light.png#only-light)](https://a.example) [![Plan](dark.png#only-dark)](https://a.example)",
    "paragraphs": "![Plan](light.png#only-light)\n\n![Plan](dark.png#only-dark)",
    "classes": "![Plan](light.png){.only-light}\n![Plan](dark.png){.only-dark}",
    "HTML": '<img alt="Plan" src="light.png#gh-light-mode-only">\n'
    '<img alt="Plan" src="dark.png#gh-dark-mode-only">',
    "picture": '<picture>\n<source media="(prefers-color-scheme: dark)" srcset="dark.png">\n'
    '<img alt="Plan" src="light.png">\n</picture>',
    "two sources": '<picture><source media="(prefers-color-scheme: dark)" srcset="dark.png 1x, x.png 2x">'
    '<source media="(prefers-color-scheme:light)" srcset="light.png">'
    '<img alt="Plan" src="dark.png"></picture>',
    "centred": '<p align="center">\n<picture><source srcset="dark.png" media="(prefers-color-scheme: dark)">'
    '<img alt="Plan" src="light.png"></picture>\n</p>',
}


@pytest.mark.parametrize("written", PAIRS.values(), ids=list(PAIRS))
def test_a_pair_is_one_picture_in_every_format(written: str, folder: Path) -> None:
    source = f"# Spec\n\n{written}\n\n![Other](light.png)\n".encode()
    html = convert(source, "html", resources=files.Folder(folder))["html"].data.decode()
    shown = re.findall(r"<img[^>]*>", html)
    assert [("light-page" in one, "dark-page" in one) for one in shown] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert base64.b64encode(LIGHT).decode() in shown[0]
    assert base64.b64encode(DARK).decode() in shown[1]
    assert len(re.findall(r"<figure", html)) == 2 or written.startswith("<p align")


def test_print_has_the_light_one(folder: Path) -> None:
    from zipfile import ZipFile

    source = f"# Spec\n\n{PAIRS['GitHub']}\n".encode()
    made = convert(source, ["docx", "pandoc:html5"], resources=files.Folder(folder))
    with ZipFile(io.BytesIO(made["docx"].data)) as package:
        pictures = [package.read(name) for name in package.namelist() if name.endswith(".png")]
    assert pictures == [LIGHT]
    assert b"dark" not in made["pandoc:html5"].data.split(b"<body", 1)[-1]


def test_a_pair_comes_back_from_markdown(folder: Path) -> None:
    source = f"# Spec\n\n{PAIRS['GitHub']}\n".encode()
    first = convert(source, "md", resources=files.Folder(folder))["md"]
    for name, data in first.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    assert len(first.files) == 2
    again = convert(first.data, "html", resources=files.Folder(folder))["html"].data.decode()
    assert ("light-page" in again, "dark-page" in again) == (True, True)


@pytest.mark.parametrize(
    "written",
    ["![A](light.png#only-light)", "![A](dark.png#only-dark)", "![A](light.png) ![B](dark.png)"],
)
def test_a_picture_without_its_other_version_is_shown(written: str, folder: Path) -> None:
    html = convert(written.encode(), "html", resources=files.Folder(folder))["html"].data.decode()
    assert html.count("<img") == written.count("![")
    assert "<img" in html
    body = html.partition("<body")[2]
    assert "light-page" not in body
    assert ("themed" in body) is ("only-dark" in written), "a picture for dark pages needs no light ground"


@pytest.mark.parametrize("mark", ["#only-dark", "#gh-dark-mode-only", "{.only-dark}"])
@pytest.mark.parametrize("name", ["ink.svg", "ink.png", "ink.gif"])
def test_what_is_light_on_nothing_gets_a_dark_ground(mark: str, name: str, tmp_path: Path) -> None:
    words = '<title>A</title><path fill="#fff" d="M9 9h8v8z"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="5 5 40 20">{words}</svg>'
    (tmp_path / "ink.svg").write_text(drawing, "utf-8")
    for bitmap in ("ink.png", "ink.gif"):
        Image.new("RGBA", (8, 4), (255, 255, 255, 0)).save(tmp_path / bitmap)
    url = f"{name}{mark}" if mark.startswith("#") else name
    written = f"# Spec\n\n![A]({url}){mark if mark[0] == '{' else ''}\n"
    (tmp_path / "spec.md").write_text(written, "utf-8")
    media = read(tmp_path / "spec.md").media[url]
    if media.type == "image/svg+xml":
        place = rb'x="5.0" y="5.0" width="40.0" height="20.0"'
        assert re.search(rb"</title><(?:\w+:)?rect " + place + rb' fill="#[0-3]', media.data)
    else:
        shown = Image.open(io.BytesIO(media.data)).convert("RGBA").getpixel((1, 1))
        assert max(shown[:3]) < 64
        assert shown[3] == 255


def test_a_picture_that_is_used_on_light_pages_too_stays(folder: Path) -> None:
    text = "# Spec\n\n![A](dark.png){.only-dark}\n\nWords.\n\n![A](dark.png)\n"
    (folder / "spec.md").write_text(text, "utf-8")
    assert read(folder / "spec.md").media["dark.png"].data == DARK


def test_a_dark_page_has_the_ground_of_a_light_one_behind_pictures(folder: Path) -> None:
    html = convert(b"![A](light.png)", "html", resources=files.Folder(folder))["html"].data.decode()
    rule = r":root\[data-theme=dark\] main img:not\(\.dark-page, \.themed\) \{ background: (#\w+|var)"
    assert re.search(rule, html)


def test_a_drawing_that_knows_dark_pages_has_no_ground() -> None:
    drawing = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><style>"
        "@media (prefers-color-scheme: dark){rect{fill:#fff}}</style><rect width='9' height='9'/></svg>"
    )
    url = f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"
    html = convert(f"![A]({url})".encode(), "html")["html"].data.decode()
    assert re.search(r'<img[^>]* class="themed"', html)
    assert (
        "prefers-color-scheme" in base64.b64decode(re.search(r"svg\+xml;base64,([^\"]+)", html)[1]).decode()
    )
