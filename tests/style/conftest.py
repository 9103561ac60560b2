from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from pathlib import Path


class Write(Protocol):
    def __call__(self, text: str, name: str = "acme") -> Path: ...


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a `_brand.yml` into a folder of its own and returns the folder."""

    def write(text: str, name: str = "acme") -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "_brand.yml").write_text(text, "utf-8")
        return folder

    return write
