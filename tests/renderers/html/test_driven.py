"""A reader's way through a page, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from checkers import page as pages
from checkers import pdf
from checkers.tools import SCRIPTS, json_lines, node_modules, program
from msgspec.structs import replace

import specexport
from specexport.core.context import Source
from specexport.model import document as d
from specexport.renderers.html import writer as html

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from specexport.core.context import Context

WORDS = "Every balance is the sum of what was posted to it, and no posting changes once it is made. " * 12
SOURCE = "# Ledger\n\n" + "\n\n".join(
    f"## {name}\n\n{WORDS}\n\n```python\nbalance = sum(entries)  # {name}\n```\n\n{WORDS}"
    for name in ("Overview", "Scope", "Storage", "Interfaces", "Risks")
)
FOLDED = "\n\n<details><summary>More</summary>\n\nA folded paragraph.\n\n</details>\n"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    modules, chromium = node_modules("playwright-core"), program("chromium")
    folder = tmp_path_factory.mktemp("driven")
    page = folder / "ledger.html"
    page.write_bytes(
        specexport.convert(Source((SOURCE + FOLDED).encode(), "ledger.md"), ["html"])["html"].data
    )
    command = ["node", SCRIPTS / "drive.mjs", modules, page, folder / "printed.pdf"]
    (found,) = json_lines(command, CHROMIUM=chromium)
    return {**found, "printed": folder / "printed.pdf"}


def test_nothing_goes_wrong(seen: dict[str, Any]):
    assert seen["errors"] == []


def test_contents_lead_to_the_text_and_follow_it(seen: dict[str, Any]):
    assert 0 <= seen["contents"]["top"] < 200
    assert seen["contents"]["current"] == 1


def test_code_is_copied_as_it_was_written(seen: dict[str, Any]):
    assert seen["copy"]["text"] == seen["copy"]["code"] == "balance = sum(entries)  # Overview"


def test_search_marks_and_shows_what_it_finds(seen: dict[str, Any]):
    search = seen["search"]
    assert search["all"] == search["marked"] == (SOURCE.count("balance"))
    assert search["at"] == f"2 / {search['all']}"
    assert search["visible"]
    assert search["nothing"] == "Nothing found"
    assert search["closed"]


def test_the_theme_is_the_readers_then_the_systems(seen: dict[str, Any]):
    theme = seen["theme"]
    assert theme["light"] == "rgb(255, 255, 255)"
    assert theme["dark"] == theme["kept"] == theme["system"]
    assert max(map(int, re.findall(r"\d+", theme["dark"]))) < 80


def test_print_is_light_whole_and_without_buttons(seen: dict[str, Any]):
    assert seen["print"] == {"ground": "rgb(255, 255, 255)", "buttons": 0, "folded": 0}
    words = pdf.text(seen["printed"])
    assert "A folded paragraph." in words
    assert "Copy" not in words
    assert pdf.off_page(seen["printed"]) == []


def test_a_phone_has_the_contents_behind_a_button(seen: dict[str, Any]):
    assert seen["phone"] == {"folded": 1, "opened": True}


def test_a_page_without_scripts_is_whole(seen: dict[str, Any]):
    assert seen["still"] == {"buttons": 0, "contents": True}


def test_the_parts_beside_a_page_are_found(make_context: Callable[..., Context], tmp_path: Path):
    """Sheet and fonts in a folder: the page looks the same, and asks for nothing else."""
    context = make_context()
    context = replace(context, options=specexport.Options(assets="assets"))
    made = html.render(d.Document(blocks=(d.Para(content=(d.Str(text="x"),)),)), context)
    path = tmp_path / "spec.html"
    path.write_bytes(made.data)
    assert made.files
    for name, data in made.files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    found = [finding for finding in pages.browser([path])[path] if "/assets/" not in finding]
    assert found == []
