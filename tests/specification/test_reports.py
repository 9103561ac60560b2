"""Reports say what was found in the forms that other programs read."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import jsonschema
import pytest

from specexport.api import specifications
from specexport.core.settings import CheckSettings
from specexport.specification.check import reports

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.specification.check.run import Result
    from tests.specification.conftest import Checking

TEXT = "# Title: 100 %, or\n\n## One\n\nÜber [Your\u202eName]: <a & b>\n\n![](no.png)\n\n## Two\n\nTBD\n"


@pytest.fixture
def results(check: Checking) -> list[Result]:
    severity = CheckSettings(severity={"SX102": "error", "SX601": "info"})
    return [
        check(TEXT, severity, name="specs/a b,ü.md", exists=lambda _: False),
        check("# T\n\n## S\n\nText.\n", CheckSettings(ignore=("SX200",)), name="specs/good.md"),
    ]


def test_text_shows_the_place(results: list[Result]) -> None:
    lines = reports.load("text")(results).splitlines()
    at = next(index for index, line in enumerate(lines) if "SX102" in line)
    assert lines[at].startswith("specs/a b,ü.md:5:6: error SX102 [Your")
    assert lines[at + 1] == "     5 | Über [Your\u202eName]: <a & b>"
    assert lines[at + 2] == "       |      " + "^" * len("[Your\u202eName]")
    assert lines[-3].startswith("specs/good.md: 0 findings, 100 % complete")
    assert lines[-2].startswith("specs/a b,ü.md: info SX200 no template fits, ")
    assert lines[-1].startswith("2 files, 1 of them clean, ")


def test_that_no_template_fits_is_told_once(check: Checking) -> None:
    plain = "# T\n\n## S\n\nText.\n"
    results = [check(plain, name=f"{name}.md") for name in "abc"]
    lines = reports.load("text")(results).splitlines()
    assert [line for line in lines if "SX200" in line] == [
        "info SX200 3 files fit no template: their structure is not checked"
        " (name one with `template:` in front matter, or --template)"
    ]
    assert lines[-1] == "3 files, 3 of them clean, 0 findings"


def test_that_no_template_fits_is_told_of_every_file_if_it_counts(check: Checking) -> None:
    plain, severity = "# T\n\n## S\n\nText.\n", CheckSettings(severity={"SX200": "warning"})
    results = [check(plain, severity, name=f"{name}.md") for name in "ab"]
    lines = reports.load("text")(results).splitlines()
    assert [line.split(" SX200")[0] for line in lines if "SX200" in line] == [
        "a.md: warning",
        "b.md: warning",
    ]


def test_long_lines_are_cut_around_the_place(check: Checking) -> None:
    result = check(
        "# T\n\n## S\n\n" + "wörd " * 100 + "TBD" + " more" * 100 + "\n", CheckSettings(select=("SX109",))
    )
    *_, excerpt, marks, _ = reports.load("text")([result]).splitlines()
    assert len(excerpt) < 120
    assert excerpt[marks.index("^") : marks.rindex("^") + 1] == "TBD"


def test_json_has_every_finding(results: list[Result]) -> None:
    whole = json.loads(reports.load("json")(results))
    first, second = whole["files"]
    assert [one["code"] for one in first["findings"]] == [told.code for told in results[0].diagnostics]
    finding = next(one for one in first["findings"] if one["code"] == "SX102")
    assert (finding["line"], finding["column"], finding["end_column"], finding["severity"]) == (
        5,
        6,
        16,
        "error",
    )
    assert second == {
        "path": "specs/good.md",
        "complete": 100,
        "sections": [
            {"title": "Document Information", "line": 1, "filled": 1, "places": 1},
            {"title": "S", "line": 3, "filled": 1, "places": 1},
        ],
        "findings": [],
    }


def test_sarif_is_what_its_schema_says(results: list[Result], checkers: Path) -> None:
    schema = checkers / "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
    if not schema.is_file():
        pytest.skip("the package @microsoft/jest-sarif, which has the schema, is not among the checkers")
    validator = jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))
    for reported in (results, []):
        log = json.loads(reports.load("sarif")(reported))
        assert [problem.message for problem in validator.iter_errors(log)] == []


def test_sarif_places_its_results(results: list[Result]) -> None:
    log = json.loads(reports.load("sarif")(results))
    (run,) = log["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
    error = next(result for result in run["results"] if result["level"] == "error")
    place = error["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "specs/a%20b%2C%C3%BC.md"
    assert place["region"] == {"startLine": 5, "startColumn": 6, "endColumn": 17}


def test_annotations_are_workflow_commands(results: list[Result]) -> None:
    lines = reports.load("github")(results).splitlines()
    command = re.compile(r"::(error|warning|notice) (?:\w+=[^,:\r\n]*)(?:,\w+=[^,:\r\n]*)*::[^\r\n]+")
    assert all(command.fullmatch(line) for line in lines)
    levels = [line[2:].partition(" ")[0] for line in lines]
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)
    assert lines[0].startswith("::error file=specs/a b%2Cü.md,title=specexport SX102,line=5,endLine=5,col=6,")


def test_junit_counts_its_cases(results: list[Result]) -> None:
    root = ElementTree.fromstring(reports.load("junit")(results))
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["specs/a b,ü.md", "specs/good.md"]
    for suite in [*suites, root]:
        assert int(suite.get("tests", "")) == len(suite.findall(".//testcase"))
        assert int(suite.get("failures", "")) == len(suite.findall(".//failure"))
    assert len(suites[1].findall("testcase")) == 1
    assert "[Your\u202eName]" in (suites[0].find(".//failure[@type='SX102']").text or "")  # type: ignore[union-attr]  # it is there


def test_findings_in_included_files_name_them(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "part.md").write_text("Ask [Your Name].\n\n1. a\n3. b\n", encoding="utf-8")
    spec = tmp_path / "specs" / "spec.md"
    spec.write_text("# T\n\n## S\n\n{{#include part.md}}\n", encoding="utf-8")
    result = specifications.check(spec, fix=True)
    part = (tmp_path / "specs" / "part.md").as_posix()
    log = json.loads(reports.load("sarif")([result]))
    places = [one["locations"][0]["physicalLocation"] for one in log["runs"][0]["results"]]
    assert any(place["artifactLocation"]["uri"].endswith("specs/part.md") for place in places)
    assert f"file={part},title=specexport SX102,line=1,endLine=1,col=5" in reports.load("github")([result])
    assert "{{#include part.md}}" in spec.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", reports.FORMATS)
def test_the_same_findings_give_the_same_bytes(results: list[Result], form: str) -> None:
    assert reports.load(form)(results) == reports.load(form)(results)
