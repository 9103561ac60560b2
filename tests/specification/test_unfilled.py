"""Blank forms are found to be blank, place by place; filled specifications are not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from specexport.core.settings import CheckSettings
from specexport.specification.forms import choose
from tests.specification.conftest import codes

if TYPE_CHECKING:
    from tests.specification.conftest import Checking

REPOSITORY = Path(__file__).parents[2]
EXAMPLES = sorted(REPOSITORY.glob("examples/*/*.md"))
FORMS = {name: path for name, path in choose.names().items() if path.parent == choose.BUILTIN}

# By hand, from reading the forms: each line with the codes that it should be found with. 101 braces,
# 102 brackets, 103 an amount, 104 a choice, 105 a sample item, 106 a sample row, 107 guidance,
# 108 sample code, 110 no address.
SEED = """
1 101, 7 102, 8 102, 9 101, 10 101, 15 107, 19 105, 20 105, 23 105, 24 105, 29 102, 36 102 102 102, 37
102 102 102, 42 108, 53 102, 54 102, 55 102, 56 102, 63 106, 64 106, 67 108, 87 108, 99 108, 110 107, 115
102, 116 102, 119 102, 120 102, 125 106, 126 106, 131 102, 132 102, 133 102, 136 102, 137 102, 140 102,
141 102, 142 102, 147 108, 156 102, 157 102, 160 102, 161 102, 166 102, 167 102, 168 102, 171 102, 172
102, 173 102, 176 107, 183 102 106, 184 102 106, 187 102, 188 102, 189 102, 192 107, 195 102, 196 102,
197 102, 200 102, 201 102, 206 102, 207 102, 210 102, 211 102, 218 102 103 106, 219 102 103 106, 226 102
102 104, 229 102, 230 102, 233 102, 234 102, 237 110, 238 110, 239 110
"""
OWN = {
    "technical-spec": """
1 101, 7 102, 8 102, 9 101, 10 101, 15 107, 19 105, 20 105, 23 105, 24 105, 29 102, 36 102 102 102, 37
102 102 102, 42 108, 53 102, 54 102, 55 102, 56 102, 63 106, 64 106, 67 108, 87 108, 94 108, 102 107, 107
102, 108 102, 111 102, 112 102, 117 106, 118 106, 123 102, 124 102, 125 102, 128 102, 129 102, 132 102,
133 102, 134 102, 139 108, 145 102, 146 102, 149 102, 150 102, 155 102, 156 102, 157 102, 160 102, 161
102, 162 102, 165 107, 172 102 106, 173 102 106, 176 102, 177 102, 178 102, 182 107, 185 102, 186 102,
187 102, 190 102, 191 102, 196 102, 197 102, 200 102, 201 102, 208 102 103 106, 209 102 103 106, 216 102
102 104, 219 102, 220 102, 224 102, 225 102, 228 110, 229 110, 230 110
""",
    "adr": """
1 101, 6 102, 7 101, 10 107, 13 107, 18 102 102 102, 19 102 102 102, 22 102, 23 102, 24 102, 28 102, 32
110
""",
    "api-spec": """
1 101, 7 102, 8 102, 9 101, 10 101, 13 107, 18 102, 19 102, 22 102, 23 102, 28 102 102 102 102, 31 102,
32 102, 37 106, 38 106, 40 101 101, 42 107, 44 108, 60 102 102 102 104, 63 107, 69 101 102 102
""",
    "prd": """
1 101, 7 102, 8 102, 9 101, 10 101, 13 107, 16 102, 17 102, 20 105, 21 105, 26 102 102 102, 33 102 104
106, 34 102 104 106, 39 102 102 106, 44 101 102 102 102, 49 102 103 106, 54 102 102 104, 58 102
""",
    "test-plan": """
1 101, 7 102, 8 102, 9 101, 10 101, 14 105, 15 105, 18 105, 21 107, 24 102, 25 102, 26 102, 31 102 102
102 104 106, 32 102 102 102 104 106, 36 102, 37 102, 40 102, 41 102, 46 102 103 106, 51 102 102 104, 57
101 102 104 106
""",
}


def expected(text: str) -> dict[int, list[str]]:
    entries = (entry.split() for entry in text.replace("\n", " ").split(","))
    return {int(line): [f"SX{code}" for code in found] for line, *found in entries}


def found(check: Checking, text: bytes) -> dict[int, list[str]]:
    lines: dict[int, list[str]] = {}
    for told in check(text, CheckSettings(select=("SX1",))).diagnostics:
        assert told.pos is not None
        lines.setdefault(told.pos.line, []).append(told.code)
    return {line: sorted(found) for line, found in lines.items()}


def test_the_blank_form_that_specifications_come_from(check: Checking, shared: Path) -> None:
    text = (shared / "seed" / "technical-spec-template.md").read_bytes()
    assert found(check, text) == expected(SEED)


@pytest.mark.parametrize("name", OWN)
def test_our_own_forms(check: Checking, name: str) -> None:
    assert found(check, FORMS[name].read_bytes()) == expected(OWN[name])


def test_every_form_is_among_them() -> None:
    assert set(OWN) == set(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_lacks_nothing_of_itself(check: Checking, name: str) -> None:
    result = check(FORMS[name].read_bytes())
    assert result.template == name
    assert result.fit == 1
    assert [code for code in codes(result) if not code.startswith("SX1")] == []


@pytest.mark.parametrize("spec", EXAMPLES, ids=lambda path: path.stem)
def test_a_filled_specification_has_no_findings(check: Checking, spec: Path) -> None:
    result = check(spec.read_bytes())
    assert result.diagnostics == ()
    assert result.template == "technical-spec"
    assert result.score.percent == 100


def test_the_own_form_has_the_headings_tables_and_fields_of_the_seed(check: Checking, shared: Path) -> None:
    seed = (shared / "seed" / "technical-spec-template.md").read_bytes()
    result = check(seed, CheckSettings(extend_select=("SX206",)))
    assert [code for code in codes(result) if not code.startswith("SX1")] == []
    assert result.fit == 1


@pytest.mark.parametrize(
    "text",
    [
        "See [RFC 2119], [1], [2, 3], [KR78] and [ISO-8601].",
        "An array a[i] of [0, 10), and *[sic]* and [...].",
        r"Write \[your name\] as it stands.",
        "`[Your Name]` and `{{NAME}}` are code.",
        "- [ ] open\n- [x] done",
        "A [link](https://example.com) and a [reference].\n\n[reference]: https://example.com",
        "The variable ${{ github.ref }} of a workflow.",
        "A queue named TODO-list, and the file TODO.md.",
        "| Read/Write | Yes/No |\n|---|---|\n| R/W | on/off |",
        "- Item 1 of the contract\n- 10 days",
    ],
)
def test_what_finished_texts_hold_is_let_be(check: Checking, text: str) -> None:
    assert codes(check(f"# Title\n\n## Section\n\n{text}\n", CheckSettings(select=("SX1",)))) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Written by [Your Name].", "SX102"),
        ("| Who |\n|---|\n| [Name] |", "SX102"),
        ("- Owner: [e.g., the web team]", "SX102"),
        ("Ask {{TEAM_NAME}} first.", "SX101"),
        ("| Takes |\n|---|\n| XX weeks |", "SX103"),
        ("| Impact |\n|---|\n| Low/Medium/High |", "SX104"),
        ("> TBD: how long", "SX109"),
        ("A note.[^1]\n\n[^1]: TODO", "SX109"),
        ("[Design]()", "SX110"),
        ("Term\n: [Describe the term]", "SX102"),
        ("<details><summary>More</summary>\n\n[Insert the log here]\n\n</details>", "SX102"),
    ],
)
def test_what_is_left_open_is_found_without_a_form(check: Checking, text: str, code: str) -> None:
    assert codes(check(f"# Title\n\n## Section\n\n{text}\n", CheckSettings(select=("SX1",)))) == [code]


def test_a_finding_is_placed_to_the_column(check: Checking) -> None:
    text = "# Title\n\n## Section\n\nÜber ☃ *an* [your team] hier\n"
    (told,) = check(text, CheckSettings(select=("SX102",))).diagnostics
    assert told.pos is not None
    line = text.splitlines()[told.pos.line - 1]
    assert line[told.pos.column - 1 : told.pos.end_column] == "[your team]"
