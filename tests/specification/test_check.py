"""What is checked, what is silenced, what is mended, and how complete a specification is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.api import specifications
from specexport.core.diagnostics import EnvironmentProblem
from specexport.core.settings import CheckSettings, ProjectSettings
from specexport.specification.check.overrides import overridden
from specexport.specification.check.rules import RULES
from specexport.system import settings
from tests.specification.conftest import codes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.specification.conftest import Checking

ADR = RULES["SX202"].good
OPEN = "# Title\n\n## One\n\n[Your Name]\n\nTBD\n\n## Two\n\n[Your Name]\n"
QUIET = CheckSettings(select=("SX1",))


def lines(check: Checking, text: str) -> list[int]:
    return [told.pos.line if told.pos else 0 for told in check(text, QUIET).diagnostics]


def test_a_comment_silences_its_line(check: Checking) -> None:
    text = OPEN.replace("[Your Name]\n\nTBD", "[Your Name] <!-- specexport: ignore SX102 -->\n\nTBD")
    assert lines(check, text) == [7, 11]


def test_a_comment_below_a_heading_silences_its_section(check: Checking) -> None:
    assert lines(check, OPEN.replace("## One\n", "## One\n<!-- specexport: ignore -->\n")) == [12]
    assert lines(check, OPEN.replace("## One\n", "## One\n\n<!-- specexport: ignore SX109 -->\n")) == [7, 13]


def test_a_comment_elsewhere_silences_the_next_block(check: Checking) -> None:
    text = OPEN.replace("\nTBD", "\n<!-- specexport: ignore unfilled -->\n\nTBD\nTODO")
    assert lines(check, text) == [5, 14]


def test_a_comment_in_code_is_code(check: Checking) -> None:
    text = OPEN.replace("## One\n", "## One\n\n```html\n<!-- specexport: ignore -->\n```\n")
    assert len(lines(check, text)) == 3


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (CheckSettings(select=("SX109",)), ["SX109"]),
        (CheckSettings(select=("later",)), ["SX109"]),
        (CheckSettings(select=("unfilled",), ignore=("SX102",)), ["SX109"]),
        (CheckSettings(select=("SX10",), ignore=("placeholder-in-brackets",)), ["SX109"]),
        (CheckSettings(select=("ALL",), ignore=("SX2", "SX102")), ["SX109"]),
        (CheckSettings(select=("SX1",), per_file_ignores={"spec.*": ("SX102",)}), ["SX109"]),
        (
            CheckSettings(select=("SX1",), per_file_ignores={"other.md": ("SX102",)}),
            ["SX102", "SX109", "SX102"],
        ),
    ],
)
def test_rules_are_chosen_by_code_family_or_name(
    check: Checking, settings: CheckSettings, expected: list[str]
) -> None:
    assert codes(check(OPEN, settings)) == expected


def test_severities_are_the_projects_affair(check: Checking) -> None:
    result = check(OPEN, CheckSettings(select=("SX1",), severity={"SX1": "info", "SX109": "error"}))
    assert [told.severity for told in result.diagnostics] == ["info", "error", "info"]
    assert not result.passed
    assert check(OPEN, CheckSettings(select=("SX1",), severity={"unfilled": "info"})).passed


def test_what_the_reader_says_is_said_too(check: Checking) -> None:
    text = "# T\n\n## S\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n\n[^n]: lost\n"
    assert {"SX702", "SX703"} <= set(codes(check(text)))
    assert "SX703" not in codes(check(text, CheckSettings(ignore=("SX703",))))


@pytest.mark.parametrize(
    ("threshold", "found"),
    [
        ("> 100", True),
        ("> 100 for 5 minutes", True),
        ("> 0 for 5 minutes", False),
        ("> 5%", False),
        ("> $5", False),
        ("≥ 1,000 ms", False),
        ("two in a row", False),
        ("> 0.5 %/h", False),
        ("< 99.9", True),
        ("5 in 10", True),
    ],
)
def test_a_limit_has_a_unit(check: Checking, threshold: str, found: bool) -> None:
    text = f"# T\n\n## S\n\n| Metric | Threshold |\n|---|---|\n| Response time | {threshold} |\n"
    assert codes(check(text, CheckSettings(select=("SX515",)))) == ["SX515"] * found


@pytest.mark.parametrize("broken", ["", "no template here", "\x00\x01"])
def test_a_template_that_is_none_is_a_finding(tmp_path: Path, broken: str) -> None:
    (tmp_path / "form.md").write_text(broken, encoding="utf-8")
    (tmp_path / "specexport.toml").write_text('[templates]\nform = "form.md"\n', encoding="utf-8")
    (tmp_path / "spec.md").write_text("---\ntemplate: form\n---\n# T\n\n## S\n\nWords.\n", encoding="utf-8")
    assert "SX201" in codes(specifications.check(tmp_path / "spec.md"))


def test_a_projects_own_form_is_a_schema(tmp_path: Path) -> None:
    form = (
        "# Runbook: {{NAME}}\n\n## Alarm\n- Metric: [Which]\n- Limit: [What]\n\n"
        "## {{STEP}}\n<!-- repeatable -->\n| Do | See |\n|---|---|\n"
        "| [What] | [What] |\n\n## Notes\n<!-- optional -->\n"
    )
    (tmp_path / "form.md").write_text(form, encoding="utf-8")
    (tmp_path / "specexport.toml").write_text(
        'style = "x"\n[templates]\nrunbook = "form.md"\n', encoding="utf-8"
    )
    spec = "# Disk full\n\n## Alarm\n- Metric: free space\n\n## Clean\n| Do |\n|---|\n| rm |\n\n"
    spec += "## Clean\n\nAgain.\n"
    (tmp_path / "spec.md").write_text(f"---\ntemplate: runbook\n---\n{spec}", encoding="utf-8")
    result = specifications.check(
        tmp_path / "spec.md",
        config=overridden(settings.of_project(tmp_path), {"extend_select": ("SX206",)}),
    )
    assert result.template == "runbook"
    assert sorted(codes(result)) == ["SX207", "SX208", "SX210"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[check]\nselect = 1\n", "SX061"),
        ("[check]\nselekt = []\n", "SX061"),
        ("[check\n", "SX060"),
        ('[check]\nselect = ["SX999"]\n', "SX061"),
    ],
)
def test_a_configuration_that_is_not_understood_ends_the_check(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "specexport.toml").write_text(text, encoding="utf-8")
    with pytest.raises(EnvironmentProblem) as caught:
        overridden(settings.of_project(tmp_path), {})
    assert caught.value.diagnostic.code == code


def test_a_configuration_holds_below_its_folder(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.specexport.check]\nignore = ["SX1"]\n', encoding="utf-8")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    assert settings.of_project(tmp_path / "deep" / "er").check.ignore == ("SX1",)


def test_links_are_followed_within_the_project_only(tmp_path: Path) -> None:
    (tmp_path / "specexport.toml").touch()
    (tmp_path / "specs").mkdir()
    (tmp_path / "notes.md").touch()
    links = "[a](../notes.md#x) [b](../lost.md) [c](../../etc/lost) [d](/lost) [e](notes) [f](here.md)"
    text = f"# T\n\n## S\n\n{links}\n"
    (tmp_path / "specs" / "here.md").write_text(text, encoding="utf-8")
    result = specifications.check(tmp_path / "specs" / "here.md")
    assert [told.message for told in result.diagnostics if told.code == "SX402"] == [
        "../lost.md is not there",
        "notes is not there",
    ]


MENDED = """# Title

| Field | Details |
|---|---|
| Author | A |
| Created | {date} |

## One

{level} Deep

{level}# Deeper

Text.

1. a
{two}. b
3. c
"""


def test_fixing_mends_and_leaves_nothing_to_mend(tmp_path: Path) -> None:
    path = tmp_path / "spec.md"
    broken = MENDED.format(date="2nd March 2026", level="####", two="1").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + broken.encode().replace(b"1. b", b"4. b"))
    result = specifications.check(path, fix=True)
    good = MENDED.format(date="2026-03-02", level="###", two="2").replace("\n", "\r\n")
    assert path.read_bytes() == b"\xef\xbb\xbf" + good.encode()
    assert not any(found.edits for found in result.found)


def test_fixing_what_is_in_order_does_not_touch_the_file(tmp_path: Path) -> None:
    path = tmp_path / "spec.md"
    path.write_text(MENDED.format(date="2026-03-02", level="###", two="2"), encoding="utf-8")
    before = path.stat()
    specifications.check(path, fix=True)
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


def test_tables_are_lined_up_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "spec.md"
    path.write_text(
        "# T\n\n## S\n\n| a | 数 | c |\n|---|--:|:-:|\n| long | 1 \\| 2 | x |\n", encoding="utf-8"
    )
    specifications.check(
        path, fix=True, config=ProjectSettings(check=CheckSettings(extend_select=("SX605",)))
    )
    assert path.read_text(encoding="utf-8").split("\n")[4:] == [
        "| a    |     数 |  c  |",
        "|------|-------:|:---:|",
        "| long | 1 \\| 2 |  x  |",
        "",
    ]


def test_the_score_is_the_mean_of_the_sections(check: Checking) -> None:
    result = check(
        "# Title\n\n## One\n\nText.\n\n[Your Name]\n\n## Two\n\n## Three\n\n```\ncode\n```\n", QUIET
    )
    assert [(part.title, part.filled, part.places) for part in result.score.parts] == [
        ("Document Information", 1, 1),
        ("One", 1, 2),
        ("Two", 0, 1),
        ("Three", 1, 1),
    ]
    assert result.score.percent == 62


def test_a_missing_section_counts_as_nothing(check: Checking) -> None:
    whole = check(ADR, CheckSettings(template="adr")).score
    less = check(ADR.partition("## Consequences")[0], CheckSettings(template="adr")).score
    assert whole.percent == 100
    assert less.percent == 80
    assert less.parts[-1].line == 0


@pytest.mark.parametrize(
    "text",
    [
        "#",
        "# \n\n## \n\n### \n",
        "|a|\n|-|\n",
        "# T\n\n## S\n\n| Method | Path |\n|---|---|\n| | |\n",
        "---\ntemplate:\n---\n# T\n\n## S\n",
        "# T\n\n```json\n" + "[" * 5000 + "\n```\n",
        "# T\n\n```python\n" + "(" * 5000 + "\n```\n",
        "# T\n\n```yaml\n" + "- " * 3000 + "\n```\n",
        "# T\n\n```toml\n" + "[" * 300 + "\n```\n",
        "# T\n\n```xml\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>\n```\n",
        "# T\n\n" + "[" * 3000 + "\n",
        "# T\n\n" + "{{" * 3000 + "\n",
        "# T\n\n" + "".join(f"[a{n}]: /b\n" for n in range(20_000)),
        "# T\n\n" + "".join(f"## S{n}\n\n" for n in range(5_000)),
        "# T\n\n## S\n\n" + "".join(f"[a](#b{n})\n" for n in range(3_000)),
        "# T\n\n" + "## S\n<!-- specexport: ignore SX2 -->\n\n" * 3_000,
        "# T\n\n| Metric | Threshold |\n|---|---|\n| a | " + "9" * 5000 + " |\n",
    ],
    ids=map(str, range(17)),
)
def test_odd_input_gives_findings_and_no_crash(check: Checking, text: str) -> None:
    result = check(text, CheckSettings(select=("ALL",)))
    assert 0 <= result.score.percent <= 100
