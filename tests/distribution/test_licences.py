"""`doctor --licences`: what is installed for the program, and under what licence."""

from __future__ import annotations

from email.message import Message
from importlib.metadata import version
from pathlib import Path

import pytest

from specexport.api.licences import licence, used
from specexport.cli import main


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ([("License-Expression", "MIT OR Apache-2.0"), ("License", "see LICENSE")], "MIT OR Apache-2.0"),
        ([("License", "BSD-3-Clause")], "BSD-3-Clause"),
        ([("License", "UNKNOWN"), ("Classifier", "License :: OSI Approved :: MIT License")], "MIT License"),
        (
            [("License", "Copyright\n\nPermission is"), ("Classifier", "License :: Public Domain")],
            "Public Domain",
        ),
        ([("Classifier", "License :: OSI Approved"), ("Classifier", "Topic :: Text")], ""),
        ([], ""),
    ],
)
def test_the_licence_is_what_the_metadata_names(fields: list[tuple[str, str]], named: str) -> None:
    metadata = Message()
    for name, value in fields:
        metadata.add_header(name, value)
    assert licence(metadata) == named


def test_all_that_is_used_has_a_line() -> None:
    lines = {one.name.lower(): one for one in used()}
    assert next(iter(lines)) == "specexport"
    assert {"click", "weasyprint", "pillow", "typing_extensions"} <= set(lines), "also at a remove"
    assert "pytest" not in lines
    assert lines["click"].version == version("click")
    assert "GPL" in lines["pandoc"].licence
    assert [one for one in lines.values() if not one.licence] == []


def test_fonts_are_named_with_the_text_of_their_licence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--licences"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (line,) = [line for line in lines if line.startswith("Caladea")]
    assert line.endswith("Caladea-LICENSE.txt")


def test_a_package_that_is_not_installed_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "specexport-9.dist-info"
    folder.mkdir()
    needs = ["click", "no-such-package", "never; python_version < '3'", "nor-this; extra == 'test'"]
    lines = ["Metadata-Version: 2.4", "Name: specexport", "Version: 9", "Provides-Extra: test"]
    folder.joinpath("METADATA").write_text(
        "\n".join([*lines, *(f"Requires-Dist: {need}" for need in needs), ""]), encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    names = [one.name for one in used() if not one.version.startswith("in ")]
    assert names[:2] == ["specexport", "click"]
    assert set(names) <= {"specexport", "click", "colorama"}


def test_a_package_that_names_no_licence_but_brings_its_text_is_told_by_that(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, files in (("specexport", ()), ("with-text", ("licenses/LICENSE.txt",)), ("without", ())):
        folder = tmp_path / f"{name.replace('-', '_')}-1.dist-info"
        (folder / "licenses").mkdir(parents=True)
        needs = "Requires-Dist: with-text\nRequires-Dist: without\n" if name == "specexport" else ""
        folder.joinpath("METADATA").write_text(
            f"Metadata-Version: 2.4\nName: {name}\nVersion: 1\n{needs}", "utf-8"
        )
        folder.joinpath("RECORD").write_text("".join(f"{folder.name}/{file},,\n" for file in files), "utf-8")
        for file in files:
            (folder / file).write_text("Words.\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    lines = {one.name: one.licence for one in used()}
    assert Path(lines["with-text"]).read_text(encoding="utf-8") == "Words.\n"
    assert lines["without"] == "not stated"
