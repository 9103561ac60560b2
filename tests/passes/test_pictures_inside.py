"""Files that a drawing shows: put into it, wherever they are; what cannot be had is told with the line."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from specexport import convert
from specexport.system import files

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.core.diagnostics import Diagnostic

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="90" height="60" viewBox="0 0 90 60">'
)


def bitmap(color: str = "#336699") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (30, 20), color).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "img" / "parts").mkdir(parents=True)
    (tmp_path / "img" / "parts" / "a b.png").write_bytes(bitmap())
    (tmp_path / "top.png").write_bytes(bitmap("#993366"))
    icon = f'{HEAD}<image width="30" height="20" href="a%20b.png"/><text y="40">Icon</text></svg>'
    (tmp_path / "img" / "parts" / "icon.svg").write_text(icon, encoding="utf-8")
    return tmp_path


def exported(content: str, folder: Path, targets: str = "html") -> tuple[dict[str, bytes], list[Diagnostic]]:
    (folder / "img" / "drawing.svg").write_text(f"{HEAD}{content}</svg>", encoding="utf-8")
    told: list[Diagnostic] = []
    source = b"# T\n\nText.\n\n![Drawing](img/drawing.svg)\n"
    made = convert(source, targets.split(), resources=files.Folder(folder), report=told.append)
    return {name: one.data for name, one in made.items()}, told


def drawing_in(page: bytes) -> str:
    return base64.b64decode(page.partition(b"data:image/svg+xml;base64,")[2].partition(b'"')[0]).decode()


@pytest.mark.parametrize(
    ("content", "data"),
    [
        ('<image width="30" height="20" href="parts/a%20b.png"/>', bitmap()),
        ('<image width="30" height="20" xlink:href="parts/a b.png"/>', bitmap()),
        ('<image width="30" height="20" href="../top.png"/>', bitmap("#993366")),
        ('<symbol id="s"><image href="../top.png"/></symbol><use href="#s"/>', bitmap("#993366")),
    ],
)
def test_files_beside_a_drawing_are_put_into_it(content: str, data: bytes, folder: Path) -> None:
    made, told = exported(content, folder)
    assert told == []
    assert base64.b64encode(data).decode() in drawing_in(made["html"])


def test_a_drawing_beside_brings_its_own_files(folder: Path) -> None:
    from zipfile import ZipFile

    made, told = exported('<image x="5" width="80" height="50" href="parts/icon.svg"/>', folder, "html docx")
    assert told == []
    assert "data:image/svg+xml;base64," in drawing_in(made["html"])
    with ZipFile(io.BytesIO(made["docx"])) as package:
        (flat,) = [package.read(name) for name in package.namelist() if name.endswith(".svg")]
    assert b">Icon</text>" in flat
    assert base64.b64encode(bitmap()) in flat


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('<image href="gone.png"/>', "SX403"),
        ('<image href="../../outside.png"/>', "SX732"),
        ('<image href="/etc/passwd"/>', "SX732"),
        ('<image href="file:///etc/passwd"/>', "SX732"),
        ('<image href="https://a.example/x.png"/>', "SX731"),
        ('<image href="//a.example/x.png"/>', "SX731"),
        ('<image href="data:image/png;base64,AAAA"/>', "SX736"),
        ('<image href="drawing.svg"/>', "SX738"),
        ('<use href="icons.svg#gear"/>', "SX759"),
        ("<style>@import url(theme.css);</style>", "SX759"),
    ],
)
def test_what_a_drawing_cannot_have_is_told_with_the_line(content: str, code: str, folder: Path) -> None:
    made, told = exported(content, folder)
    assert [(one.code, one.pos and one.pos.line) for one in told] == [(code, 5)]
    assert "img/drawing.svg" in told[0].message
    assert told[0].hint
    assert b"a.example" not in made["html"]


def test_pictures_in_drawings_have_a_limit_together(folder: Path) -> None:
    from specexport import Options
    from specexport.core.limits import Limits

    noise = Image.effect_noise((300, 300), 90)
    noise.save(folder / "noise.png")
    pictures = '<image width="9" height="9" href="../noise.png"/>' * 5
    (folder / "img" / "drawing.svg").write_text(f"{HEAD}{pictures}</svg>", encoding="utf-8")
    told: list[Diagnostic] = []
    options = Options(limits=Limits(picture_bytes=200_000))
    source = b"# T\n\n![A](img/drawing.svg)"
    convert(source, "html", resources=files.Folder(folder), report=told.append, options=options)
    assert {one.code for one in told} == {"SX734"}
