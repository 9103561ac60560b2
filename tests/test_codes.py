"""The catalogue of codes and the package agree."""

from __future__ import annotations

import re
from pathlib import Path

import specexport
from specexport.codes import CODES

PACKAGE = Path(specexport.__file__).parent
RESERVED = range(100, 700)  # for the rules of `check`, which tell of themselves


def used() -> set[str]:
    """Return every code that stands as a string of its own in the package, outside the catalogue."""
    sources = (path for path in PACKAGE.rglob("*.py") if path.name != "codes.py")
    found = {
        code for path in sources for code in re.findall(r'"(SX\d{3})"', path.read_text(encoding="utf-8"))
    }
    return {code for code in found if int(code[2:]) not in RESERVED}


def test_every_code_that_can_be_printed_is_in_the_catalogue() -> None:
    assert used() - CODES.keys() == set()


def test_every_code_in_the_catalogue_can_be_printed() -> None:
    assert CODES.keys() - used() == set()


def test_the_catalogue_is_sorted_and_every_entry_says_what_to_do() -> None:
    assert list(CODES) == sorted(CODES)
    for code, entry in CODES.items():
        assert re.fullmatch(r"SX\d{3}", code)
        for sentence in entry:
            assert sentence[0].isupper(), code
            assert sentence.endswith("."), code
        assert int(code[2:]) not in RESERVED
