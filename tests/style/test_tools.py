"""What `specexport styles` stands on: a beginning, a check, a specimen."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from specexport import style
from specexport.core.context import Context
from specexport.core.diagnostics import EnvironmentProblem, SpecExportError
from specexport.model.document import Header, Image, Table
from specexport.model.walk import nodes, text
from specexport.pipeline import flow
from specexport.style.tools.audit import check
from specexport.style.tools.scaffold import init
from specexport.style.tools.specimen import Swatches, specimen
from specexport.style.units import PAPERS, on_paper

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.core.diagnostics import Diagnostic

    from .conftest import Write

SHIPPED = sorted(style.available())


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    return [one.code for one in found]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_programs_own_styles_have_nothing_to_be_said_about(name: str) -> None:
    assert check(name) == ()


def test_a_check_tells_pale_colours(write: Write) -> None:
    found = check(write("color:\n  primary: '#ffc107'\n"))
    assert codes(found) == ["SX056"]
    assert "1.5:1" in found[0].message
    assert found[0].pos is not None
    assert found[0].pos.line == 2


def test_a_check_tells_every_fault_without_raising(write: Write) -> None:
    assert codes(check(write("color:\n  primry: red\n  primary: nosuch\n"))) == ["SX051", "SX053"]
    assert codes(check(write("color: [\n"))) == ["SX050"]
    assert codes(check(write("defaults: { specexport: { page: { margin: 12cm } } }\n"))) == ["SX052"]


def test_a_check_of_nothing_is_refused() -> None:
    with pytest.raises(EnvironmentProblem, match="SX013"):
        check("nosuch")


def test_a_check_looks_into_fonts(write: Write) -> None:
    from fontTools.ttLib import TTFont

    folder = write(
        "typography:\n"
        "  fonts:\n"
        "    - { family: Closed, source: file, files: [fonts/Closed.ttf] }\n"
        "    - { family: Webby, source: file, files: [fonts/Webby.woff2] }\n"
        "    - { family: Broken, source: file, files: [fonts/Broken.ttf, fonts/Broken.woff2] }\n"
        "  base: Closed\n"
        "  headings: Webby\n"
        "  monospace: Broken\n"
    )
    fonts = style.available()["base"] / "fonts"
    (folder / "fonts").mkdir()
    shutil.copy(fonts / "OpenSans-Regular.woff2", folder / "fonts" / "Webby.woff2")
    for name in ("Broken.ttf", "Broken.woff2"):
        (folder / "fonts" / name).write_bytes(b"no font")
    with TTFont(fonts / "DejaVuSansMono-Oblique.ttf") as font:
        font["OS/2"].fsType = 2
        font.save(folder / "fonts" / "Closed.ttf")
    found = check(folder)
    assert sorted(codes(found)) == ["SX057", "SX057", "SX058"]
    assert sorted(one.severity for one in found) == ["info", "warning", "warning"]


def test_a_beginning_is_a_style_without_faults(tmp_path: Path) -> None:
    path = init(tmp_path / "acme", 'Acme "Works"')
    assert [one for one in check(path.parent) if one.severity == "error"] == []
    assert style.load(path.parent).company == "Acme Works"
    assert init(tmp_path / "other").parent.name == "other"


def test_what_a_beginning_suggests_is_true(tmp_path: Path) -> None:
    path = init(tmp_path / "acme")
    (path.parent / "logo.svg").write_text("<svg/>", "utf-8")
    lines = path.read_text("utf-8").splitlines()
    keys: tuple[str, ...] = (
        "logo",
        "medium",
        "typography",
        "fonts",
        "- ",
        "files",
        "base",
        "headings",
        "monospace",
    )
    keys += ("family", "source", "lang", "class", "page", "cover", "heading", "numbering", "contents")
    keys += ("header", "footer", "table", "watermark", "banner", "approvals", "status", "words")
    for index, line in enumerate(lines):
        said = line.lstrip().removeprefix("# ").lstrip()
        if line.lstrip().startswith("# ") and said.startswith(keys) and ":" in said:
            lines[index] = line.replace("# ", "", 1)
    path.write_text("\n".join(lines), "utf-8")
    assert [one for one in check(path.parent) if one.severity == "error"] == []
    look = style.load(path.parent)
    assert (look.classification, look.words.contents) == ("Internal", "Table of contents")


def test_a_beginning_replaces_nothing(write: Write) -> None:
    folder = write("color: {}\n")
    with pytest.raises(EnvironmentProblem, match="SX059"):
        init(folder)
    assert (folder / "_brand.yml").read_text("utf-8") == "color: {}\n"


def test_a_beginning_under_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(EnvironmentProblem, match="SX030"):
        init(tmp_path / "file" / "acme")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_specimen_shows_every_level_and_every_colour(name: str) -> None:
    look = style.load(name)
    said: list[Diagnostic] = []
    context = Context(style=look, resources=Swatches(look), report=said.append)
    document = flow.read(specimen(look), context)
    assert said == []
    found = list(nodes(document.blocks))
    assert {node.level for node in found if isinstance(node, Header)} >= {1, 2, 3, 4, 5}
    assert {node.url for node in found if isinstance(node, Image)} == set(document.media)
    assert len([url for url in document.media if url.startswith("swatch-")]) == 20
    of_the_style = look.revisions + look.approvals
    assert sum(isinstance(node, Table) for node in found) == 5 + of_the_style
    assert text(document.meta.title).endswith(look.name)


def test_a_swatch_is_a_picture_of_its_colour() -> None:
    look = style.load("base")
    data = Swatches(look).load("swatch-primary.png").data
    assert bytes.fromhex(look.colors.primary[1:]) in data
    start = data.index(b"IDAT")
    assert set(zlib.decompress(data[start + 4 : data.index(b"IEND") - 8])) == {0}
    with pytest.raises(SpecExportError, match="SX403"):
        Swatches(look).load("../secret.png")


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("paper", ["A4", "letter"])
def test_every_style_fits_both_papers(name: str, paper: str) -> None:
    look = on_paper(style.load(name), paper)
    assert look.page.size == PAPERS[paper.lower()][0]
    assert look.page.text_width > 400
    assert look.page.text_height > 550


def test_landscape_stays_landscape(write: Write) -> None:
    look = style.load(write("defaults: { specexport: { page: { orientation: landscape } } }\n"))
    letter = on_paper(look, "Letter")
    assert (letter.page.width, letter.page.height) == (792, 612)
    with pytest.raises(EnvironmentProblem, match="did you mean Letter"):
        on_paper(look, "Leter")


def test_the_command_shows_and_exports_on_another_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from specexport.cli.application import run

    spec = tmp_path / "spec.md"
    spec.write_text("# Ledger\n\n## Scope\n\nText.\n", "utf-8")
    asked = ["--paper", "letter", "-o", str(tmp_path), "-t", "docx"]
    for command in (["styles", "show", "minimal"], ["export", str(spec)]):
        assert run([*command, *asked]) == 0
    for name in ("minimal.docx", "spec.docx"):
        with zipfile.ZipFile(tmp_path / name) as package:
            assert b'w:w="12240" w:h="15840"' in package.read("word/document.xml")
    assert run(["export", str(spec), "--paper", "Leter"]) == 2
    assert "did you mean Letter?" in capsys.readouterr().err
