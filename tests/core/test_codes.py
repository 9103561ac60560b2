"""The catalogue of codes and the package agree."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import specexport
from specexport.core.messages import CODES

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(specexport.__file__).parent
MESSAGES = PACKAGE.parent / "docs" / "messages.md"
RESERVED = range(100, 700)  # for the rules of `check`, which tell of themselves
# How diagnostics are made: the callable's last name, and which of its arguments is the remedy.
REMEDY = {"Diagnostic": 5, "warn": 3, "warning": 3, "problem": 3, "_problem": 2, "_error": 3}


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


def without_remedy(source: str) -> Iterator[str]:
    """Yield the calls that make a warning or an error and say nothing about what to do."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        made = ast.unparse(call.func).rpartition(".")[2]
        codes = [
            arg for arg in call.args if isinstance(arg, ast.Constant) and str(arg.value).startswith("SX")
        ]
        place = REMEDY.get(made)
        said = any(keyword.arg == "hint" for keyword in call.keywords)
        starred = any(isinstance(arg, ast.Starred) for arg in call.args)
        if codes and place is not None and not said and not starred and len(call.args) <= place:
            yield f"line {call.lineno}: {ast.unparse(call)}"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_every_warning_and_error_says_what_to_do(path: Path) -> None:
    assert list(without_remedy(path.read_text(encoding="utf-8"))) == []


def test_every_sentence_fits_into_three_lines_and_reads_alike() -> None:
    told = [line[2:] for line in MESSAGES.read_text("utf-8").splitlines() if line.startswith("- ")]
    assert len(told) > 200
    remedies = [entry.remedy for entry in CODES.values()]
    longest = max(map(len, told)) + max(map(len, remedies))
    assert longest <= 3 * 110, "message and remedy together"
    assert [sentence for sentence in told if sentence.endswith((".", "!", ":"))] == []
    proper = ("Word ", "Confluence ", "Markdown ", "PDF ", "HTML ", "TeX ", "OpenAPI ", "YAML ", "JSON ")
    odd = [one for one in told if one[:1].isupper() and not one.startswith(proper) and not one[:2].isupper()]
    assert odd == []


def test_a_message_without_a_remedy_is_seen() -> None:
    assert len(list(without_remedy('context.warn("SX001", "gone", pos)'))) == 1
    assert list(without_remedy('context.warn("SX001", "gone", pos, "look for it")')) == []
