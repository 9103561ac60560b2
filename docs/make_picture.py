"""Draw docs/specexport.png: pages of an example in three formats, side by side.

Usage: python docs/make_picture.py. Needs LibreOffice, Chromium and poppler's pdftoppm on the PATH.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

import specexport

HERE = Path(__file__).parent
SPEC = HERE.parent / "examples" / "payments-ledger" / "payments-ledger.md"
STYLE = "corporate"
WIDTH, HEIGHT = 1800, 990
BACKGROUND, TEXT, EDGE = "#e9edf2", "#1f2933", "#cbd2d9"
PAGE_WIDTH = 400  # pixels of a printed page in the picture
COLUMNS = ((40, "Word"), (640, "PDF"), (1240, "Web page"))
MIDDLE_PAGE = 8


def run(*command: str | Path) -> None:
    """Run a program silently; raises CalledProcessError if it fails."""
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def printed(pdf: Path, number: int, scratch: Path) -> Image.Image:
    """Return one page of a PDF, as wide as pages are in the picture."""
    stem = scratch / f"{pdf.stem}-{number}"
    run("pdftoppm", "-r", "110", "-f", str(number), "-l", str(number), "-singlefile", "-png", pdf, stem)
    page = Image.open(stem.with_suffix(".png")).convert("RGB")
    return page.resize((PAGE_WIDTH, round(page.height * PAGE_WIDTH / page.width)), Image.Resampling.LANCZOS)


def word(docx: Path, scratch: Path) -> list[Image.Image]:
    """Return the cover and a page of a Word document."""
    folder = scratch / "word"
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, docx)
    laid_out = folder / f"{docx.stem}.pdf"
    return [printed(laid_out, number, folder) for number in (1, MIDDLE_PAGE)]


def screen(html: Path, scratch: Path) -> Image.Image:
    """Return the top of a web page in a window of 1200 by 1900 pixels."""
    target = scratch / "page.png"
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1200,1900")
    run("chromium", *options, f"--screenshot={target}", html.as_uri())
    shot = Image.open(target).convert("RGB")
    return shot.resize((520, 823), Image.Resampling.LANCZOS)


def place(canvas: Image.Image, picture: Image.Image, x: int, y: int) -> None:
    """Paste a picture with a hairline and a soft shadow."""
    shadow = Image.new("L", canvas.size, 0)
    box = (x, y + 6, x + picture.width, y + picture.height + 6)
    ImageDraw.Draw(shadow).rectangle(box, fill=70)
    canvas.paste("#52606d", mask=shadow.filter(ImageFilter.GaussianBlur(10)))
    canvas.paste(picture, (x, y))
    ImageDraw.Draw(canvas).rectangle((x, y, x + picture.width, y + picture.height), outline=EDGE)


def main() -> None:
    """Export the example, picture it, and write docs/specexport.png."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), BACKGROUND)
    font = ImageFont.load_default(size=30)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        files = {file.target: file.path for file in specexport.export(SPEC, style=STYLE, output=scratch)}
        pages = {"Word": word(files["docx"], scratch)}
        pages["PDF"] = [printed(files["pdf"], number, scratch) for number in (1, MIDDLE_PAGE)]
        pages["Web page"] = [screen(files["html"], scratch)]
    for x, label in COLUMNS:
        ImageDraw.Draw(canvas).text((x, 40), label, fill=TEXT, font=font)
        for number, picture in enumerate(pages[label]):
            place(canvas, picture, x + 120 * number, 110 + 260 * number)
    canvas.save(HERE / "specexport.png", optimize=True)


if __name__ == "__main__":
    main()
