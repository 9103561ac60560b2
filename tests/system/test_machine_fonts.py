"""The families of fonts on this machine, read from the files themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport import style
from specexport.system import fonts

if TYPE_CHECKING:
    from pathlib import Path

MONO = next(face.path for face in style.load("base").fonts if face.family == "DejaVu Sans Mono" and face.path)


def test_a_file_says_its_family() -> None:
    assert "DejaVu Sans Mono" in fonts.families(MONO)


def test_a_collection_says_the_families_of_all_its_fonts(tmp_path: Path) -> None:
    data, head = MONO.read_bytes(), 12 + 4
    tables = int.from_bytes(data[4:6], "big")
    moved = bytearray(data)
    for number in range(tables):
        at = 12 + 16 * number + 8
        moved[at : at + 4] = (int.from_bytes(data[at : at + 4], "big") + head).to_bytes(4, "big")
    collection = b"ttcf\x00\x01\x00\x00" + (1).to_bytes(4, "big") + head.to_bytes(4, "big") + moved
    (tmp_path / "one.ttc").write_bytes(collection)
    assert "DejaVu Sans Mono" in fonts.families(tmp_path / "one.ttc")


@pytest.mark.parametrize("length", [0, 3, 11, 40, 300, 5000])
def test_a_file_that_is_no_font_has_none(length: int, tmp_path: Path) -> None:
    (tmp_path / "cut.ttf").write_bytes(MONO.read_bytes()[:length])
    assert fonts.families(tmp_path / "cut.ttf") <= {"DejaVu Sans Mono"}
    (tmp_path / "noise.ttc").write_bytes(b"ttcf" + b"\xff" * length)
    assert fonts.families(tmp_path / "noise.ttc") == frozenset()


def test_families_are_told_whatever_their_capitals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_installed", lambda: frozenset({"straße sans".casefold()}))
    assert fonts.is_installed("STRASSE Sans")
    assert not fonts.is_installed("Other")
