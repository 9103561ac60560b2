"""The styles of the program pass the outside checkers: specimen and an example, in every format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from checkers import page, pdf, tools, word
from msgspec.structs import replace

from specexport import style
from specexport.api import export
from specexport.core.context import Source
from specexport.model.style import Sensitivity, Signing
from specexport.style.tools.specimen import Swatches, specimen
from specexport.style.units import on_paper
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.tools import Findings

SHIPPED = sorted(style.available())
EXAMPLES = Path(__file__).parents[2] / "examples"
SUFFIXES = (".html", ".pdf", ".docx")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Files by suffix: the specimen of every style on A4, an example on Letter, a style with everything."""
    if tools.folder() is None:
        pytest.skip("no outside checkers; SPECEXPORT_CHECKERS names their folder")
    place = tmp_path_factory.mktemp("valid")
    found: dict[str, list[Path]] = {suffix: [] for suffix in SUFFIXES}
    for name, source, look, resources in _cases():
        rendered = export.convert(source, ("html", "pdf", "docx"), look, resources=resources)
        for target, result in rendered.items():
            path = place / f"{name}.{target}"
            path.write_bytes(result.data)
            found[path.suffix].append(path)
    return found


_COMPANY, _LABEL = "00000000-1111-2222-3333-444444444444", "11111111-1111-2222-3333-444444444444"


def _cases() -> Iterator[tuple[str, Source, style.Style, Swatches | files.Folder]]:
    spec = EXAMPLES / "gauge-firmware" / "gauge-firmware.md"
    for name in SHIPPED:
        look = style.load(name)
        yield f"{name}-specimen", specimen(look), look, Swatches(look)
        letter = on_paper(look, "Letter")
        yield f"{name}-example", Source(spec.read_bytes(), spec.name), letter, files.Folder(spec.parent)
    yield "everything", specimen(full()), full(), Swatches(full())


def full() -> style.Style:
    """A style with everything that a style need not have."""
    look = style.load("corporate")
    heading = replace(
        look.headings[0], align="center", new_page=True, type=replace(look.headings[0].type, caps=True)
    )
    return replace(
        look,
        name="full",
        classification="Restricted",
        banner=True,
        revisions=True,
        approvals=True,
        signing=Signing("/sig{number}/"),
        sensitivity=Sensitivity(_COMPANY, {"restricted": _LABEL}),
        watermark=replace(look.watermark, statuses=("in review", "draft")),
        headings=(heading, *look.headings[1:]),
        table_rules=replace(
            look.table_rules,
            stripe_background_color="#f0f0e8",
            head_background_color="#12302f",
            head_color="#ffffff",
        ),
        inline_code=replace(look.inline_code, color="#7d12ba", background="#f3e8fa"),
        page=replace(look.page, duplex=True),
        verso=(look.footer, look.header),
        caption_align="left",
    )


def clean(found: Findings) -> bool:
    assert {path.name: texts for path, texts in found.items() if texts} == {}
    return bool(found)


def test_pages_are_valid_and_accessible(made: dict[str, list[Path]]) -> None:
    assert clean(page.html_validate(made[".html"]))
    assert clean(page.nu(made[".html"]))
    assert clean(page.browser(made[".html"]))


def test_pages_do_nothing_and_ask_for_nothing(made: dict[str, list[Path]]) -> None:
    assert clean(page.active_content(made[".html"]))


def test_pdfs_are_archival_and_accessible(made: dict[str, list[Path]]) -> None:
    assert clean(pdf.syntax(made[".pdf"]))
    assert clean(pdf.conformance(made[".pdf"]))


def test_no_word_is_off_the_page(made: dict[str, list[Path]]) -> None:
    assert {path.name: words for path in made[".pdf"] if (words := pdf.off_page(path))} == {}


def test_word_files_are_valid(made: dict[str, list[Path]]) -> None:
    assert clean(word.open_xml_sdk(made[".docx"]))
    assert clean(word.lint(made[".docx"]))
    assert clean(word.openxml_audit(made[".docx"]))
