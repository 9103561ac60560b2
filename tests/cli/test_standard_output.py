"""`-o -`: standard output is the document, whole and alone; what there is to say goes to standard error."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import kitchen_sink
import pytest

from specexport.cli import main
from specexport.core import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEXT = "# Ledger\n\n**Status:** Draft\n\n## Scope\n\nAll of [it](#nowhere), and [Your Name].\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    Path("spec.md").write_text(TEXT, encoding="utf-8")
    Path("page.html").write_text("<h1>Ledger</h1><p>All of it.</p>", encoding="utf-8")
    before = {path.name for path in tmp_path.iterdir()}
    yield tmp_path
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.fixture
def printed(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., bytes]:
    """Run a command with `-o -` and return what stands on standard output, byte for byte."""

    def run(*arguments: str, code: int = 0) -> bytes:
        capfdbinary.readouterr()
        found = main((*arguments, "-o", "-"))
        out, err = capfdbinary.readouterr()
        assert found == code, err
        return out

    return run


def written(*arguments: str, name: str) -> bytes:
    """Return what the same command writes to a file of that name."""
    assert main((*arguments, "-o", name)) == 0
    data = Path(name).read_bytes()
    Path(name).unlink()
    return data


@pytest.mark.parametrize("target", registry.names("renderers"))
def test_every_target_is_printed_as_it_is_written(printed: Callable[..., bytes], target: str) -> None:
    suffix = registry.suffix(target)
    assert printed("export", "spec.md", "-t", target) == written(
        "export", "spec.md", "-t", target, name=f"out{suffix}"
    )


def test_a_document_from_standard_input_ends_where_it_ends() -> None:
    command = [sys.executable, "-m", "specexport", "export", "-", "-t", "docx", "-o", "-"]
    data = subprocess.run(command, input=TEXT.encode(), capture_output=True, check=True).stdout
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
    assert data.rindex(b"PK\x05\x06") == len(data) - 22


@pytest.mark.parametrize(
    "arguments",
    [("import", "page.html"), ("new", "Ledger: two"), ("new", "Ledger", "-T", "adr"), ("data", "spec.md")],
)
def test_other_commands_print_what_they_write(
    printed: Callable[..., bytes], arguments: tuple[str, ...]
) -> None:
    assert printed(*arguments) == written(*arguments, name="out.md")


def test_what_an_import_found_is_told_elsewhere(printed: Callable[..., bytes]) -> None:
    out = printed("import", "page.html", "--report", "json")
    assert out == b"# Ledger\n\nAll of it.\n"


@pytest.mark.parametrize("target", ["openapi", "yaml", "json"])
def test_data_in_every_form(printed: Callable[..., bytes], target: str) -> None:
    assert printed("data", "spec.md", "-t", target) == written(
        "data", "spec.md", "-t", target, name="out.txt"
    )


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github"])
def test_reports_of_check(printed: Callable[..., bytes], form: str) -> None:
    out = printed("check", "spec.md", "--format", form, code=1)
    assert form not in ("json", "sarif") or json.loads(out)


def test_pictures_have_no_place_beside_a_stream(printed: Callable[..., bytes], place: Path) -> None:
    (place / "page.html").write_text('<p><img src="a.png" alt="A"></p>', encoding="utf-8")
    (place / "a.png").write_bytes(kitchen_sink.PIXEL)
    try:
        assert printed("import", "page.html", code=2) == b""
    finally:
        (place / "a.png").unlink()


def test_a_file_that_is_called_so_is_not_meant(printed: Callable[..., bytes], place: Path) -> None:
    (place / "-").write_text("mine", encoding="utf-8")
    try:
        assert printed("import", "page.html").startswith(b"# Ledger")
        assert (place / "-").read_text(encoding="utf-8") == "mine"
    finally:
        (place / "-").unlink()
