"""Layouts share the engine's font configurations, and nobody finds these afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from specexport import style
from specexport.renderers.pdf.weasyprint.engine.fonts import configuration

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_documents_of_one_style_share_a_configuration() -> None:
    look = style.load("base")
    assert configuration(look, "whole") is configuration(look, "whole")


def test_sheets_and_styles_that_may_name_other_fonts_do_not() -> None:
    look, other = style.load("base"), style.load("formal")
    assert configuration(look, "whole") is not configuration(look, "letters")
    assert configuration(look, "whole") is not configuration(other, "whole")


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A place for temporary files, by a short name: workers have sockets there (108 bytes, unix(7))."""
    with TemporaryDirectory(prefix="sx-") as folder:
        yield Path(folder)


def test_nothing_is_left_of_them_when_workers_end(tmp_path: Path, temporary: Path) -> None:
    specs = tmp_path / "specs"
    specs.mkdir()
    for name in "abc":
        (specs / f"{name}.md").write_text(f"# {name}\n\nText → \U0001f9ff.\n", "utf-8")
    command = [
        sys.executable,
        "-m",
        "specexport",
        "batch",
        str(specs),
        "-o",
        str(tmp_path / "out"),
        "-t",
        "pdf",
    ]
    done = subprocess.run(
        [*command, "-t", "pdf", "-j2", "-q"],
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 3
    assert list(temporary.iterdir()) == []
