"""What is said of a template beforehand is what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import templates

from specexport import cli, style
from specexport.core.diagnostics import EnvironmentProblem
from specexport.renderers.docx.template.preview import preview

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = templates.style("Normal", "Normal", default=True) + templates.style("Heading1", "heading 1")
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
PROTECTED = '<w:documentProtection w:edit="forms" w:enforcement="1"/>'


def said(data: bytes, folder: Path) -> dict[str, list[str]]:
    path = folder / "template.docx"
    path.write_bytes(data)
    found: dict[str, list[str]] = {}
    for remark in preview(path, style.load("base")):
        found.setdefault(remark.verdict, []).append(remark.what)
    return found


def made(body: str, **parts: str) -> bytes:
    named = {f"{name}.xml": templates.part(name, content) for name, content in parts.items()}
    return templates.packed(f"{body}<w:sectPr>{templates.PAGE}</w:sectPr>", named)


def test_cover_example_and_imprint(tmp_path: Path) -> None:
    example = templates.p("Scope", "Heading1") + templates.p("Words to be written over " * 4)
    body = templates.p("ACME") + BREAK + example + BREAK + templates.p("Copyright ACME")
    found = said(made(body, styles=HEADINGS), tmp_path)
    assert found["kept"][:2] == ["before the text: 'ACME'", "behind the text: 'Copyright ACME'"]
    assert found["replaced"] == ["'Scope'", "'Words to be written over Words to be written …'"]
    assert "headings have no numbers" in found["kept"]
    assert "heading 1 is 'heading 1'" in found["mapped"]
    assert "style Source Code" in found["added"]


def test_controls_marks_and_contents(tmp_path: Path) -> None:
    found = said(templates.covered(), tmp_path)
    assert found["text"] == ["the contents go here", "goes here"]
    assert "control 'Title', from the document information" in found["filled"]
    assert "control 'Cost centre', from a field of that name, if there is one" in found["asked"]
    assert "replaced" not in found
    assert found["left out"] == ["macros"]
    assert found["kept"][-1:] != ["watermark"]


def test_protection_is_told(tmp_path: Path) -> None:
    found = said(made(templates.p("x"), styles=HEADINGS, settings=PROTECTED), tmp_path)
    assert "protection (forms): so are the files protected that are made" in found["kept"]


def test_what_cannot_be_used_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="SX075"):
        said(b"no file of Word", tmp_path)


def test_the_command_prints_a_line_for_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "Template.DOTX"
    path.write_bytes(made(templates.p("x"), styles=HEADINGS))
    assert cli.main(["styles", "check", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["text", "goes", "here"]
    assert len(lines) == len(preview(path, style.load("base")))
