"""Pictures of drawings side by side: as Chromium shows them, and as a page, a PDF and a Word file have them.

    python tests/graphics/svg/visdiff.py [FOLDER] [--keep SHEET.png]

prints, for every drawing, the share of its pixels (in percent) that differ from Chromium's picture of the
author's file. Pixels differ when a channel does by more than 40 of 255 once both pictures are softened by a
pixel, so that the smoothing of edges does not count.
"""

from __future__ import annotations

import argparse
import base64
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageFilter

from specexport import Context, style
from specexport.graphics import drawings as drawings_for_engines
from specexport.graphics import raster
from specexport.graphics.svg import inert
from specexport.renderers.pdf.weasyprint.engine import load
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DRAWINGS = Path(__file__).parent / "drawings"
WIDTH, HEIGHT, COLUMNS = 200, 150, 8
_VISIBLE = 40
ENGINES = ("html", "pdf", "docx")


def _grid(pictures: Sequence[bytes], kind: str) -> str:
    """Return a page with `pictures` in rows; all of the same size, so that their places are known."""
    places = ((at % COLUMNS * WIDTH, at // COLUMNS * HEIGHT) for at in range(len(pictures)))
    images = (
        f'<img style="position:absolute;left:{x}px;top:{y}px;width:{WIDTH}px;height:{HEIGHT}px"'
        f' src="data:{kind};base64,{base64.b64encode(picture).decode()}">'
        for picture, (x, y) in zip(pictures, places, strict=True)
    )
    rows = -(-len(pictures) // COLUMNS)
    sheet = f"@page{{size:{COLUMNS * WIDTH}px {rows * HEIGHT}px;margin:0}}body{{margin:0}}"
    return f'<!DOCTYPE html><meta charset="utf-8"><style>{sheet}</style><body>{"".join(images)}'


def _cut(sheet: Image.Image, count: int) -> list[Image.Image]:
    corners = ((at % COLUMNS * WIDTH, at // COLUMNS * HEIGHT) for at in range(count))
    return [sheet.crop((x, y, x + WIDTH, y + HEIGHT)).convert("RGB") for x, y in corners]


def browser() -> str | None:
    """Return the path of a browser that takes pictures of pages, None if there is none."""
    return next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)


def in_browser(pictures: Sequence[bytes], kind: str = "image/svg+xml") -> list[Image.Image]:
    """Return how a browser shows `pictures`."""
    program = browser()
    assert program
    rows = -(-len(pictures) // COLUMNS)
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder, "page.html"), Path(folder, "page.png")
        page.write_text(_grid(pictures, kind), encoding="utf-8")
        size = f"--window-size={COLUMNS * WIDTH},{rows * HEIGHT + 200}"
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", size]
        command = [program, *options, f"--screenshot={shot}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        with Image.open(shot) as sheet:
            return _cut(sheet, len(pictures))


def in_pdf(pictures: Sequence[bytes]) -> list[Image.Image]:
    """Return how poppler shows the PDF of `pictures`."""
    with tempfile.TemporaryDirectory() as folder:
        file, shot = Path(folder, "page.pdf"), Path(folder, "page")
        html = load().HTML(string=_grid(pictures, "image/svg+xml"))
        html.write_pdf(file)
        subprocess.run(["pdftoppm", "-r", "96", "-singlefile", "-png", file, shot], check=True, timeout=120)
        with Image.open(shot.with_suffix(".png")) as sheet:
            return _cut(sheet, len(pictures))


def in_word(pictures: Sequence[bytes], context: Context) -> list[Image.Image]:
    """Return the bitmaps that a Word file has of `pictures`."""
    size = (WIDTH * 0.75, HEIGHT * 0.75)
    return in_browser([raster.png(picture, size, context) for picture in pictures], "image/png")


def share(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels that differ visibly."""
    soft = ImageFilter.GaussianBlur(1)
    apart = ImageChops.difference(one.filter(soft), other.filter(soft))
    most = apart.convert("RGB").split()
    largest = ImageChops.lighter(ImageChops.lighter(most[0], most[1]), most[2])
    return sum(largest.histogram()[_VISIBLE:]) / (WIDTH * HEIGHT)


def shown(drawings: Sequence[bytes], context: Context) -> Mapping[str, list[Image.Image]]:
    """Return the pictures of `drawings`, by what shows them: the author's, then each of ENGINES."""
    flat = [drawings_for_engines.fitted(inert(drawing), context) for drawing in drawings]
    return {
        "author": in_browser(drawings),
        "html": in_browser([inert(drawing) for drawing in drawings]),
        "pdf": in_pdf(flat),
        "docx": in_word(flat, context),
    }


def shares(drawings: Mapping[str, bytes], context: Context) -> dict[str, dict[str, float]]:
    """Return the share of pixels that differ from the author's drawing, by drawing and engine."""
    found = shown(list(drawings.values()), context)
    return {
        name: {engine: share(found["author"][at], found[engine][at]) for engine in ENGINES}
        for at, name in enumerate(drawings)
    }


def _sheet(names: Sequence[str], found: Mapping[str, list[Image.Image]], path: Path) -> None:
    """Save all pictures of the drawings `names`, a row for each."""
    sheet = Image.new("RGB", (len(found) * (WIDTH + 4), len(names) * (HEIGHT + 4)), "#888")
    for column, pictures in enumerate(found.values()):
        for row, picture in enumerate(pictures):
            sheet.paste(picture, (column * (WIDTH + 4), row * (HEIGHT + 4)))
    sheet.save(path)


def main() -> None:
    """Print the table, and save the pictures where that is asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=DRAWINGS)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    drawings = {path.stem: path.read_bytes() for path in sorted(asked.folder.glob("*.svg"))}
    drawings = {name: data for name, data in drawings.items() if asked.only in name}
    context = Context(style.load("base"), files.NoFolder())
    found = shown(list(drawings.values()), context)
    for at, name in enumerate(drawings):
        cells = (f"{share(found['author'][at], found[engine][at]):8.2%}" for engine in ENGINES)
        print(f"{name:32}", *cells)
    if asked.keep:
        _sheet(list(drawings), found, asked.keep)


if __name__ == "__main__":
    main()
