"""Drawings as engines are given them: their words arrive or are told, the rest arrives as a bitmap."""

from __future__ import annotations

import base64
import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from lxml import etree

from specexport import Context, style
from specexport.graphics import conservation, drawings
from specexport.graphics.svg import inert, plain, seen
from specexport.model import document as d
from specexport.renderers.common import engine_drawings
from specexport.renderers.pdf import writer
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.diagnostics import Diagnostic

SVG = "{http://www.w3.org/2000/svg}"
OWN = Path(__file__).parent / "svg" / "drawings"
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" viewBox="0 0 300 200">'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


@pytest.fixture
def context() -> Context:
    return Context(style.load("base"), files.NoFolder())


def words(root: etree._Element) -> list[str]:
    return [word for line in seen.lines(root) for word in conservation.words(line)]


# One way of writing a label into a drawing each, at a place within it.
def _nested(label: str, x: int, y: int) -> str:
    inner = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 9"><text y="8">{label}</text></svg>'
    url = base64.b64encode(inner.encode()).decode()
    return f'<image x="{x}" y="{y}" width="99" height="9" href="data:image/svg+xml;base64,{url}"/>'


WAYS: tuple[Callable[[str, int, int], str], ...] = (
    lambda label, x, y: f'<text x="{x}" y="{y}">{label}</text>',
    lambda label, x, y: f'<text x="{x / 3:g}%" y="{y / 2:g}%">{label}</text>',
    lambda label, x, y: f'<text class="v" x="{x}" y="{y}">{label}</text>',
    lambda label, x, y: f'<text style="x:{x}px" x="{x}" y="{y}"><tspan>{label}</tspan></text>',
    lambda label, x, y: f'<g transform="translate({x},{y})"><text class="halo">{label}</text></g>',
    lambda label, x, y: f'<text transform="translate({x} {y}) rotate(-20)">{label}</text>',
    lambda label, x, y: f'<text x="{x}" y="{y}" style="white-space:pre">{label}  </text>',
    lambda label, x, y: (
        f'<text><tspan x="{x}" y="{y}">{label}</tspan><tspan x="{x}" dy="1em"> </tspan></text>'
    ),
    lambda label, x, y: f'<svg x="{x}" y="{y - 9}" width="40%" height="9"><text y="9">{label}</text></svg>',
    lambda label, x, y: f'<a href="https://example.org"><text x="{x}" y="{y}">{label}</text></a>',
    lambda label, x, y: f'<switch><g systemLanguage="xx"/><text x="{x}" y="{y}">{label}</text></switch>',
    lambda label, x, y: f'<text x="{x}" y="{y}" filter="url(#f)">{label}</text>',
    lambda label, x, y: f'<text x="{x}" y="{y}" fill="url(#paint)">{label}</text>',
    lambda label, x, y: (
        f'<text transform="translate({x} {y})"><textPath href="#way">{label}</textPath></text>'
    ),
    lambda label, x, y: (
        f'<text x="{x}" y="{y - 25}" font-size="5" style="writing-mode:vertical-rl">{label}</text>'
    ),
    lambda label, x, y: f'<text x="{x}" y="{y}" textLength="80">{label}</text>',
    lambda label, x, y: (
        f'<foreignObject x="{x}" y="{y - 9}" width="120" height="20">'
        f"<div {XHTML}><p>{label}</p></div></foreignObject>"
    ),
    lambda label, x, y: (
        f'<symbol id="s{x}-{y}" viewBox="0 0 99 9"><text y="8">{label}</text></symbol>'
        f'<use href="#s{x}-{y}" x="{x}" y="{y}" width="99" height="9"/>'
    ),
    _nested,
)
LABELS = (
    *("Gateway", "p99 = 41 ms", "R&D", "a < b", "1e999", "nan", "inf 1234567890", "<svg>", "url(#x)", "50%"),
    *(
        "data:image/png;base64,AAAA",
        "Größe",
        "订单服务",
        "façade",
        "--brand",
        "#info-icon",
        "{{name}}",
        "x/y",
    ),
)
SHEET = (
    ":root{--ink:#123} .v{fill:var(--ink);font:12px sans-serif}"
    " .halo{paint-order:stroke;stroke:#fff;stroke-width:3px}"
)
DEFS = (
    '<defs><filter id="f"><feGaussianBlur stdDeviation=".2"/></filter><path id="way" d="M0 0H120"/>'
    '<linearGradient id="paint"><stop stop-color="red"/><stop offset="1"/></linearGradient></defs>'
)


def generated(seed: int) -> tuple[bytes, list[str]]:
    """Return a drawing with six labels, each written in some way, and the words that it shows."""
    chance = random.Random(seed)
    labels = [f"{chance.choice(LABELS)} {chance.randrange(1000)}" for _ in range(6)]
    parts = [
        chance.choice(WAYS)(escape(label), 20 + 130 * (at % 2), 30 + 60 * (at // 2))
        for at, label in enumerate(labels)
    ]
    drawing = f"{HEAD}<style>{SHEET}</style>{DEFS}{''.join(parts)}</svg>"
    return drawing.encode(), [word for label in labels for word in conservation.words(label)]


@pytest.mark.parametrize("seed", range(60))
def test_no_word_of_a_drawing_is_lost_in_silence(seed: int) -> None:
    drawing, wanted = generated(seed)
    safe = inert(drawing)
    told = list(drawings.lost_words(safe))
    drawn = words(etree.fromstring(plain(safe)))
    assert conservation.missing(wanted, [*drawn, *told]) == ()
    assert conservation.missing(wanted, drawn) == (), "it is told, and need not be lost"


@pytest.mark.parametrize("path", sorted(OWN.glob("*.svg")), ids=lambda path: path.stem)
def test_the_words_of_drawings_by_subject_arrive(path: Path) -> None:
    safe = inert(path.read_bytes())
    assert drawings.lost_words(safe) == ()
    known = re.findall(r"(?<=>)[^<>{}]+(?=</(?:text|tspan|textPath|div)>)", path.read_text())
    wanted = [word for text in known for word in conservation.words(text)]
    # What is raised beside a word is one with it.
    joined = "".join(words(etree.fromstring(plain(safe))))
    assert [word for word in wanted if word not in joined] == []


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not there")
def test_words_that_are_no_bitmaps_are_text_in_a_pdf(context: Context, tmp_path: Path) -> None:
    blocks, media, wanted = [], {}, []
    for seed in range(12):
        drawing, _ = generated(seed)
        url = f"{seed}.svg"
        media[url] = d.Media(inert(drawing), "image/svg+xml", 300, 200)
        wanted += words(etree.fromstring(drawings.fitted(media[url].data, context)))
        blocks.append(d.Para(content=(d.Image(content=(d.Str(text="A"),), url=url),)))
    told: list[str] = []
    rendered = writer.render(
        d.Document(blocks=tuple(blocks), media=media),
        Context(context.style, files.NoFolder(), report=lambda one: told.append(f"{one.code} {one.message}")),
    )
    file = tmp_path / "a.pdf"
    file.write_bytes(rendered.data)
    text = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout
    assert [one for one in told if not one.startswith("SX77")] == []
    # Letters that are set closely are read as one word.
    joined = "".join(conservation.words(text))
    assert [word for word in wanted if word not in joined] == []


def test_words_that_are_lost_are_told_with_the_line_of_the_author(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports: list[Diagnostic] = []
    media = {"a.svg": d.Media(f"{HEAD}<text y='9'>Left out</text></svg>".encode(), "image/svg+xml", 300, 200)}
    monkeypatch.setattr(drawings, "_plain", lambda _: f"{HEAD}<rect width='1' height='1'/></svg>".encode())
    image = d.Image(content=(), url="a.svg", pos=d.Pos(7))
    document = d.Document(blocks=(d.Para(content=(image,)),), media=media)
    engine_drawings.flat(document, Context(context.style, files.NoFolder(), report=reports.append))
    assert [(one.code, one.pos, "left out" in one.message) for one in reports] == [("SX758", d.Pos(7), True)]


def test_what_is_hidden_is_not_missed() -> None:
    hidden = (
        "<style>.no{display:none}.un{visibility:hidden}</style><text y='9' class='no'>gone</text>"
        "<g class='un'><text y='9'>unseen</text></g><defs><text id='never' y='9'>never</text></defs>"
        "<text y='-90'>above</text><title>title</title>"
    )
    assert drawings.lost_words(inert(f"{HEAD}{hidden}</svg>".encode())) == ()


@pytest.mark.parametrize(
    "content",
    [
        "<filter id='x'><feGaussianBlur stdDeviation='2'/></filter><rect {} filter='url(#x)'/>",
        "<mask id='x'><rect width='50' height='50' fill='#fff'/></mask><rect {} mask='url(#x)'/>",
        "<pattern id='x' width='.1' height='.1'><circle r='2'/></pattern><rect {} fill='url(#x)'/>",
        "<path id='x' d='M9 50H200'/><text font-size='30'><textPath href='#x'>Along</textPath></text>",
        "<rect {} fill='red'/><rect {} style='mix-blend-mode:multiply'/>",
        "<linearGradient id='x'><stop/><stop offset='1' stop-color='red'/></linearGradient>"
        "<rect {} fill='none' stroke='url(#x)'/>",
    ],
)
def test_what_engines_cannot_draw_is_a_bitmap_in_its_place(content: str, context: Context) -> None:
    box = "x='30' y='20' width='100' height='80'"
    around = "<g transform='translate(10,5) scale(2)'><text y='9'>Words</text>{}</g>"
    made = etree.fromstring(
        drawings.fitted(f"{HEAD}{around.format(content.replace('{}', box))}</svg>".encode(), context)
    )
    assert len(list(made.iter(f"{SVG}image"))) == 1
    assert not list(made.iter(f"{SVG}filter", f"{SVG}mask", f"{SVG}textPath"))


def test_a_drawing_that_engines_know_stays_a_drawing(context: Context) -> None:
    drawing = (
        f"{HEAD}<rect width='9' height='9' fill='red' opacity='.5'/><text y='20'>a</text></svg>".encode()
    )
    assert drawings.fitted(drawing, context) == plain(drawing)
