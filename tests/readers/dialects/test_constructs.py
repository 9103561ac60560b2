"""Constructs of dialects: read in their own, told in others, left alone in plain Markdown."""

from __future__ import annotations

import re
import runpy
import shutil
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

import specexport
from specexport import Options, Source
from specexport.core.dialects import DIALECTS
from specexport.model import document as d
from specexport.model import walk
from specexport.readers import markdown
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.diagnostics import Diagnostic
    from specexport.model.document import Document

REPOSITORY = Path(__file__).resolve().parents[3]
PICTURE = REPOSITORY / "docs" / "specexport.png"
CONSTRUCTS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("constructs.toml").read_text("utf-8")
)["construct"]
NAMES = [f"{one['dialect']} {one['sign'][:30]}" for one in CONSTRUCTS]
INPUTS = [(one, given) for one in CONSTRUCTS for given in one["inputs"]]
INPUT_NAMES = [f"{one['dialect']} {given['text'][:25]!r}" for one, given in INPUTS]
NOTE = "# Other Note\n\n## Limits\n\nRain is measured hourly.\n\n## More\n\nWind is not.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with pages and pictures to be named."""
    for name in ("flow.png", "pictures/deep.png", ".attachments/image.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        shutil.copy(PICTURE, path)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "Deep.md").write_text("# Deep\n\n## Limits\n\nDeep words.\n", "utf-8")
    (tmp_path / "Other Note.md").write_text(NOTE.removeprefix("# Other Note\n\n"), "utf-8")
    (tmp_path / "Other-Page.md").write_text("# Other Page\n", "utf-8")
    return tmp_path


class Reading:
    """Reads a text in a folder, in a dialect."""

    def __init__(self, folder: Path, make_context: Callable[..., Any]) -> None:
        self.said: list[Diagnostic] = []
        context = make_context(self.said.append)
        self._context = replace(context, resources=files.Folder(folder))

    def __call__(self, text: str, dialect: str) -> Document:
        context = replace(self._context, options=Options(dialect=dialect))
        return markdown.read(Source(f"{text}\n".encode(), "spec.md"), context)

    def codes(self) -> set[str]:
        return {one.code for one in self.said}


@pytest.fixture
def reading(folder: Path, make_context: Callable[..., Any]) -> Reading:
    return Reading(folder, make_context)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("construct", "given"), INPUTS, ids=INPUT_NAMES)
def test_a_construct_says_in_its_dialect_what_it_says_there(
    reading: Reading, construct: dict[str, Any], given: dict[str, str]
) -> None:
    document = reading(given["text"], construct["dialect"])
    found = squeezed(walk.plain(document.blocks))
    images = [walk.plain(one.content) for one in walk.find(document.blocks, d.Image)]
    assert found in (squeezed(given["words"]), squeezed(" ".join((given["words"], *images))))
    if title := given.get("title"):
        titles = [div.attr.get("title") for div in walk.find(document.blocks, d.Div)]
        assert title in titles
    assert "SX801" not in reading.codes()


@pytest.mark.parametrize(("construct", "given"), INPUTS, ids=INPUT_NAMES)
def test_a_construct_is_told_in_markdown_or_read_alike(
    reading: Reading, construct: dict[str, Any], given: dict[str, str]
) -> None:
    own = squeezed(walk.plain(reading(given["text"], construct["dialect"]).blocks))
    left = reading.codes() & {"SX802", "SX803"}
    reading.said.clear()
    found = squeezed(walk.plain(reading(given["text"], "").blocks))
    if "known" not in construct or construct["known"].startswith("everywhere, but"):
        assert found == own or "SX801" in reading.codes()
    elif construct["known"] == "everywhere":
        assert found == own
        assert reading.codes() >= left
    assert all(one.pos and one.hint for one in reading.said if one.code == "SX801")


@pytest.mark.parametrize("text", [given["text"] for _, given in INPUTS], ids=INPUT_NAMES)
def test_nothing_is_told_of_dialects_in_what_is_plain(reading: Reading, text: str) -> None:
    reading(text, "plain")
    assert not reading.codes() & {"SX801", "SX803"}


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=NAMES)
def test_a_construct_becomes_what_the_page_of_dialects_says(folder: Path, construct: dict[str, Any]) -> None:
    text = f"# Spec\n\n{construct['inputs'][0]['text']}\n"
    options = Options(dialect=construct["dialect"])
    made = specexport.convert(
        Source(text.encode(), "spec.md"), ["html", "docx"], options=options, resources=files.Folder(folder)
    )
    page = made["html"].data.decode().partition("<body")[2]
    with zipfile.ZipFile(BytesIO(made["docx"].data)) as package:
        parts = ("word/document.xml", "word/footnotes.xml")
        word = "".join(package.read(part).decode() for part in parts if part in package.namelist())
    assert re.search(construct["shown"]["html"], page, re.DOTALL), page
    assert re.search(construct["shown"]["docx"], word, re.DOTALL), word


def test_every_dialect_has_its_constructs() -> None:
    assert {one["dialect"] for one in CONSTRUCTS} == set(DIALECTS)
    assert all(len(one["inputs"]) == 3 for one in CONSTRUCTS)


def test_the_page_of_dialects_is_made_of_this_table() -> None:
    make = runpy.run_path(str(REPOSITORY / "docs" / "make_dialects.py"))
    written = (REPOSITORY / "docs" / "dialects.md").read_text("utf-8")
    assert written == make["page"](), "run docs/make_dialects.py"
