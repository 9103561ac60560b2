"""Forms of conventions: blank they are blank, filled they are complete, a project's own take their place."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from specexport import cli
from specexport.api import specifications
from specexport.core.settings import CheckSettings, ProjectSettings
from specexport.specification.forms import choose, published

if TYPE_CHECKING:
    from specexport.specification.check.run import Result

CONVENTIONS = {path.stem: path for path in sorted(choose.CONVENTIONS.glob("*.md"))}
_REQUEST = re.compile(r"\[(?! \])[^\]\n]+\]|\{\{\w+\}\}")

each = pytest.mark.parametrize("name", CONVENTIONS)


def checked(text: str, name: str = "") -> Result:
    settings = ProjectSettings(check=CheckSettings(template=name))
    return specifications.check(text.encode(), config=settings)


def filled(text: str) -> str:
    """Return a form with an answer in the place of every request, none of which looks like the next."""
    number = iter(range(1, 1000))

    def answer(match: re.Match[str]) -> str:
        if match.group() == "{{DATE}}":
            return "2026-03-02"
        return f"answer {next(number)} of the web team"

    text = text.replace("[1]", "1").replace('"[Date of the last change]"', "2026-03-02")
    text = re.sub(r'status: "\[.*?\]"', "status: accepted", text)
    return _REQUEST.sub(answer, text)


@each
def test_a_blank_form_is_blank(name: str) -> None:
    text = CONVENTIONS[name].read_text(encoding="utf-8")
    result = checked(text, name)
    assert result.score.percent <= 10
    found = [one.pos.line for one in result.diagnostics if one.code.startswith("SX1") and one.pos]
    asked = [text.count("\n", 0, match.start()) + 1 for match in _REQUEST.finditer(text)]
    assert sorted(found) == asked
    assert [one.code for one in result.diagnostics if not one.code.startswith("SX1")] == []


@each
def test_a_filled_form_is_complete(name: str) -> None:
    result = checked(filled(CONVENTIONS[name].read_text(encoding="utf-8")), name)
    assert [str(one) for one in result.diagnostics] == []
    assert result.score.percent == 100


@each
def test_new_begins_from_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "Visit Counter", "-T", name, "-o", "spec.md"]) == 0
    result = specifications.check("spec.md")
    assert result.template == name
    assert sum(part.filled for part in result.score.parts[1:]) == 0
    assert "Visit Counter" in Path("spec.md").read_text(encoding="utf-8")


def test_new_lists_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".specify" / "templates").mkdir(parents=True)
    (tmp_path / ".specify" / "templates" / "spec-template.md").write_text(
        "# S: [X]\n\n## A\n", encoding="utf-8"
    )
    assert cli.main(["new", "-T"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines} == {
        *CONVENTIONS,
        *(path.stem for path in choose.BUILTIN.glob("*.md")),
    }
    assert re.fullmatch(r"speckit-spec +\.specify/templates/spec-template\.md", lines[0])


# A project's own forms, each with the mark of its kind; what is checked against them.
SPECKIT = """# Feature Specification: [FEATURE NAME]

**Feature Branch**: `[###-feature-name]`
**Created**: [DATE]
**Status**: Draft

## User Scenarios & Testing *(mandatory)*

### User Story 1 - [Brief Title] (Priority: P1)

[Describe the journey in plain language]

### User Story 2 - [Brief Title] (Priority: P2)

[Describe the journey in plain language]

## Requirements *(mandatory)*

- **FR-001**: System MUST [specific capability]

### Key Entities *(include if feature involves data)*

- **[Entity 1]**: [What it represents]
"""
FILLED = """# Feature Specification: Level Alarms

**Feature Branch**: `014-level-alarms`
**Created**: 2026-03-01
**Status**: Draft

## User Scenarios & Testing *(mandatory)*

### User Story 1 - See an alarm (Priority: P1)

The operator sees which tank is above its limit.

## Requirements *(mandatory)*

- **FR-001**: The system MUST show an alarm within 5 seconds.
"""


def project(folder: Path, form: str, place: str, text: str, spec: str) -> Result:
    for path, content in ((place, form), (spec, text)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    (folder / ".git").mkdir(exist_ok=True)
    return specifications.check(folder / spec)


def test_a_projects_form_of_spec_kit(tmp_path: Path) -> None:
    place, spec = ".specify/templates/spec-template.md", "specs/014-alarms/spec.md"
    blank = project(tmp_path, SPECKIT, place, SPECKIT, spec)
    assert blank.template == "speckit-spec"
    assert blank.score.percent <= 10
    requests = len(re.findall(r"\[[^\]]+\]", SPECKIT))
    assert len([one for one in blank.diagnostics if one.code.startswith("SX1")]) == requests
    done = project(tmp_path, SPECKIT, place, FILLED, spec)
    assert (done.template, [str(one) for one in done.diagnostics], done.score.percent) == (
        "speckit-spec",
        [],
        100,
    )


def test_what_overrides_a_form_comes_before_it(tmp_path: Path) -> None:
    override = tmp_path / ".specify/templates/overrides/spec-template.md"
    override.parent.mkdir(parents=True)
    override.write_text(SPECKIT.replace("## Requirements", "## Demands"), encoding="utf-8")
    place, spec = ".specify/templates/spec-template.md", "specs/014-alarms/spec.md"
    result = project(tmp_path, SPECKIT, place, FILLED, spec)
    assert "section 'Demands' is missing" in " ".join(one.message for one in result.diagnostics)


OPENSPEC = """## Purpose
<!-- What it is for -->

## ADDED Requirements

### Requirement: <!-- requirement name -->
<!-- requirement text -->

#### Scenario: <!-- scenario name -->
- **WHEN** <!-- condition -->
- **THEN** <!-- expected outcome -->
"""
TASKS = "## 1. <!-- Group -->\n\n- [ ] 1.1 <!-- Task -->\n- [ ] 1.2 <!-- Task -->\n"
LOG4BRAINS = """# [short title, representative of solved problem]

- Status: [draft | proposed | accepted]
- Date: [YYYY-MM-DD]

## Context and Problem Statement

[Describe the context in two sentences.]

## Decision Drivers <!-- optional -->

- [driver 1]

## Considered Options

- [option 1]

## Decision Outcome

Chosen option: "[option 1]", because [justification].
"""
TOOLS = """# NUMBER. TITLE

Date: DATE

## Status

STATUS

## Context

Why something has to be decided at all, and what bears upon it.

## Decision

Which change was agreed on, and by whom.

## Consequences

All that is easier or harder from then on.
"""
MADR = """---
status: "{proposed, accepted or superseded}"
---
# {short title of the problem solved}

## Context and Problem Statement

{Describe the problem in two or three sentences.}

<!-- This is an optional element. -->
## Decision Drivers

* {a force}

## Considered Options

* {title of option 1}
* … <!-- as many as there are -->

## Decision Outcome

Chosen option: "{title of option 1}", because {justification}.

<!-- This is an optional element. -->
### Confirmation

{How it is confirmed.}
"""
KEP = """# KEP-NNNN: Your short, descriptive title

## Summary

## Motivation

### Goals

### Non-Goals

## Proposal

<<[UNRESOLVED @reviewer]>>
What is argued about.
<<[/UNRESOLVED]>>
"""
# The form, where the project keeps it, where a specification lies, its name, and how many places it asks in.
OWN = {
    "openspec": (
        OPENSPEC,
        "openspec/schemas/ours/templates/spec.md",
        "openspec/changes/a/specs/b/spec.md",
        "openspec-spec",
        4,
    ),
    "openspec tasks": (
        TASKS,
        "openspec/schemas/ours/templates/tasks.md",
        "openspec/changes/a/tasks.md",
        "openspec-tasks",
        3,
    ),
    "log4brains": (LOG4BRAINS, "docs/adr/template.md", "docs/adr/20260301-a.md", "adr", 8),
    "adr-tools": (TOOLS, "doc/adr/templates/template.md", "doc/adr/0001-a.md", "adr", 6),
    "adr templates": (TOOLS, "adr/templates/template.md", "adr/0001-a.md", "adr", 6),
    "madr": (MADR, "docs/decisions/adr-template.md", "docs/decisions/0001-a.md", "adr", 9),
    "kep": (KEP, "keps/NNNN-kep-template/README.md", "keps/sig-a/1-b/README.md", "kep", 2),
    "anywhere": (LOG4BRAINS, "templates/template.md", "decided/a.md", "template", 8),
}


@pytest.mark.parametrize("case", OWN)
def test_a_blank_copy_of_a_projects_form(tmp_path: Path, case: str) -> None:
    form, place, spec, name, asked = OWN[case]
    result = project(tmp_path, form, place, form, spec)
    assert result.template == name
    assert result.score.percent <= 10
    found = {
        (one.pos.line, one.pos.column) for one in result.diagnostics if one.code.startswith("SX1") and one.pos
    }
    assert len(found) >= asked


DECIDED = """# Keep sums in Redis

- Status: accepted
- Date: 2026-03-02

## Context and Problem Statement

Sums take a lock.

## Considered Options

- Redis
- A table

## Decision Outcome

Chosen option: "Redis", because it takes none.
"""


def test_a_filled_copy_of_a_decisions_form(tmp_path: Path) -> None:
    result = project(tmp_path, LOG4BRAINS, "docs/adr/template.md", DECIDED, "docs/adr/20260302-a.md")
    assert (result.template, [str(one) for one in result.diagnostics]) == ("adr", [])
    assert result.score.percent == 100


def test_settings_come_before_what_is_found(tmp_path: Path) -> None:
    (tmp_path / "specexport.toml").write_text('[templates]\nspeckit-spec = "own.md"\n', encoding="utf-8")
    (tmp_path / "own.md").write_text(SPECKIT.replace("## Requirements", "## Demands"), encoding="utf-8")
    result = project(
        tmp_path, SPECKIT, ".specify/templates/spec-template.md", FILLED, "specs/014-alarms/spec.md"
    )
    assert "section 'Demands' is missing" in " ".join(one.message for one in result.diagnostics)


@pytest.mark.parametrize(
    ("form", "optional"),
    [
        ("## A\n\n<!-- optional -->\n## B\n", {"B"}),
        ("## A\n<!-- optional -->\n\n## B\n", {"A"}),
        ("## A <!-- optional -->\n\nText.\n\n## B\n", {"A"}),
        ("## A\n\nText.\n\n<!-- This is an optional element. Feel free\nto remove it. -->\n\n## B\n", {"B"}),
        ("## A *(optional)*\n\n## B *(include if there is data)*\n", {"A", "B"}),
        ("## A *(mandatory)*\n\n## B (if applicable)\n", {"B"}),
        (
            "## A\n\n<!-- The options are explained elsewhere; an optional comment does not\n"
            + "say more. " * 20
            + "-->\n\n## B\n",
            set(),
        ),
    ],
)
def test_marks_of_sections(tmp_path: Path, form: str, optional: set[str]) -> None:
    (tmp_path / "specexport.toml").write_text('[templates]\nown = "own.md"\n', encoding="utf-8")
    result = project(
        tmp_path, f"# T\n\n{form}", "own.md", "---\ntemplate: own\n---\n# T\n\n## C\n\nText.\n", "spec.md"
    )
    missing = {re.findall("'(.)'", one.message)[0] for one in result.diagnostics if one.code == "SX202"}
    assert missing == {"A", "B"} - optional


@pytest.mark.parametrize(
    ("form", "text", "missing"),
    [
        (
            "## User Story 1 - [Title] (Priority: P1)\n",
            "## User Story 1 - Log in (Priority: P1)\n\nA.\n\n## User Story 7: Log out\n\nB.\n",
            0,
        ),
        ("## User Story 1 - [Title]\n\n## User Story 2 - [Title]\n", "## User Story 1 - Log in\n\nA.\n", 0),
        (
            "## Requirement: [name]\n",
            "## Requirement: Count\n\nIt MUST.\n\n## Requirement: Sum\n\nIt MUST.\n",
            0,
        ),
        ("## Phase 1: Setup\n\n## Phase 2: Work\n", "## Phase 1: Begin\n\nA.\n", 0),
        ("## User Story 1 - [Title]\n", "## Stories\n\nA.\n", 1),
        ("## [Component]\n", "## Anything\n\nA.\n", 0),
    ],
)
def test_sections_that_repeat(tmp_path: Path, form: str, text: str, missing: int) -> None:
    (tmp_path / "specexport.toml").write_text('[templates]\nown = "own.md"\n', encoding="utf-8")
    result = project(
        tmp_path, f"# T\n\n{form}", "own.md", f"---\ntemplate: own\n---\n# T\n\n{text}", "spec.md"
    )
    assert [one.code for one in result.diagnostics] == ["SX202"] * missing


# Forms that no template is known of: sample words stand beside what is asked for.
UNKNOWN_FORMS = {
    "work": """
        # Work: [NAME OF THE WORK]

        **From**: the plan in `plans/[##-name]/`

        ## Order

        - W1 Lay out the folders
        - W2 Set up [language] with [library]

        ## Proof

        **Goal**: [What this shows]

        - W3 Test for [way of a user] in tests/[name].py
        """,
    "outline": """
        # {Short title of the proposal}

        ## Why

        {Say in two sentences what is wrong today}

        This part is read first.

        ## Layout

        The folders are these:

        ```text
        app/
        ```

        ## What it costs

        {Which figure grows, and by how much}
        """,
    "code": """
        # Plan: [Name of the feature]

        ## Summary

        [What is built and for whom]

        [Which of the ways was chosen]

        ## Folders

        ```text
        work/[##-name]/
        app/ or web/
        └── [same folders as the service above]
        ```
        """,
}


@pytest.mark.parametrize("name", UNKNOWN_FORMS)
def test_a_blank_form_that_no_template_is_known_of(name: str) -> None:
    text = dedent(UNKNOWN_FORMS[name])
    blank = checked(text)
    assert (blank.template, blank.score.percent) == ("", 0)
    first = next(line for line in text.split("\n") if line.startswith("# "))
    answered = text.replace(first, "# Visit Counter").replace("[What is built and for whom]", "A counter")
    begun = checked(answered)
    assert begun.score.percent > 30


GUIDED = """\
# Notes on {title}

## Reasons

**Contents**

Say in three sentences why anybody should read on.

![How reasons lead to decisions](reasons.svg)

## Limits

**Contents**

The figures that nobody may exceed, each with its unit.
"""


@pytest.fixture
def published_form(monkeypatch: pytest.MonkeyPatch) -> str:
    """A form of which nothing is known but what it says itself."""
    said = [line.strip("*") for line in GUIDED.split("\n") if line and line[0] not in "#!"]
    said += re.findall(r"!\[(.*)\]", GUIDED)
    monkeypatch.setattr(published, "_known", lambda: frozenset(map(published.digest, said)))
    return GUIDED.format(title="Visit Counter")


def test_what_a_published_form_says_is_no_answer(published_form: str) -> None:
    assert checked(published_form).score.percent == 0
    asked = "Say in three sentences why anybody should read on."
    answer = "Visits are counted since the shop asks for them every day."
    begun = checked(published_form.replace(asked, f"{asked}\n\n{answer}"))
    assert [(part.title, part.filled, part.places) for part in begun.score.parts[1:]] == [
        ("Reasons", 1, 1),
        ("Limits", 0, 1),
    ]


def test_words_of_anybody_s_are_a_form_s_only_beside_its_own(published_form: str) -> None:
    assert "Contents" in published_form
    done = checked("# Visit Counter\n\n## Parcel\n\nContents\n\n## Weight\n\nTwo pounds.\n")
    assert done.score.percent == 100


def test_a_copy_that_is_published_is_known_by_its_digests() -> None:
    lines = (Path(published.__file__).with_name("published.txt")).read_text("ascii").splitlines()
    digests = [line for line in lines if not line.startswith("#")]
    assert digests == sorted(set(digests))
    assert all(len(one) == len(published.digest("any")) for one in digests)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("# Limits\n", 0),
        ("# Limits\n\n| Name |\n|---|\n| [name] |\n", 0),
        ("# Limits of the Template\n\nEvery call counts.\n", 100),
        ("# Counter\n\n## Limits\n\n## Reasons\n", 0),
        ("Every call counts.\n", 100),
    ],
)
def test_a_title_alone_is_no_beginning(text: str, percent: int) -> None:
    assert checked(text).score.percent == percent


def test_a_document_that_has_but_a_title_is_told() -> None:
    found = [one for one in checked("# Limits\n").diagnostics if one.code == "SX203"]
    assert [one.message for one in found] == ["the document has a title and nothing else"]


def test_code_asks_where_the_document_does() -> None:
    asked = [one for one in checked(dedent(UNKNOWN_FORMS["code"])).diagnostics if one.code == "SX108"]
    assert [one.pos.line for one in asked if one.pos] == [12]
    code = "log[size of the ring]\n[x for x in sums if x]\n[same as above]"
    finished = f"# Counter\n\n## Layout\n\n```text\n{code}\n```\n"
    assert [one.code for one in checked(finished).diagnostics if one.code.startswith("SX1")] == []
