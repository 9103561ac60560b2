"""Requirements are held to EARS where requirements stand; other text is let be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport.core.settings import CheckSettings
from tests.specification.conftest import codes

if TYPE_CHECKING:
    from tests.specification.conftest import Checking

RULES = CheckSettings(ignore=("SX2", "SX3", "SX4", "SX6"))


def doc(text: str, heading: str = "Requirements") -> str:
    return f"# Visit Counter\n\n## {heading}\n\n{text}\n"


FOUND = [
    ("- **FR-001**: MUST count each visit once.", "SX520"),
    ("- FR-2: When a page is closed, SHALL write the sum.", "SX520"),
    ("1. IF the disk is full, THEN SHALL stop.", "SX520"),
    ("| Id | Text |\n|---|---|\n| R1 | x |\n\n- REQ_12 - must not lose a visit", "SX520"),
    ("- **FR-001**: The counter counts each visit once.", "SX521"),
    ("NFR-3: Pages should open within 2 s.", "SX521"),
    ("### Requirement: Count\n\nEach visit is counted.", "SX521"),
    ("- [REQ-7] Users can sign in with a key", "SX521"),
    ("- **FR-001**: The counter MUST count visits and SHALL write sums.", "SX522"),
    ("- FR-2: The counter MUST count visits. It MUST write sums.", "SX522"),
    ("1. THE counter SHALL count visits, and THE page SHALL show them", "SX522"),
    ("- **FR-001**: The counter MUST answer fast.", "SX523"),
    ("- NFR-2: The page MUST be user-friendly and intuitive.", "SX523"),
    ("1. WHEN a sum fails, THE counter SHALL warn the operator as appropriate", "SX523"),
    ("### Requirement: Load\n\nThe counter SHALL scale where possible.", "SX523"),
]


@pytest.mark.parametrize(("text", "code"), FOUND)
def test_what_is_wrong_is_found(check: Checking, text: str, code: str) -> None:
    assert codes(check(doc(text), RULES)) == [code]


@pytest.mark.parametrize(
    "heading", ["Functional Requirements", "3. Non-Functional Requirements", "Acceptance Criteria"]
)
def test_it_is_found_in_every_section_of_requirements(check: Checking, heading: str) -> None:
    assert codes(check(doc("- **FR-001**: MUST answer fast.", heading), RULES)) == ["SX520", "SX523"]


@pytest.mark.parametrize(("text", "code"), FOUND)
def test_elsewhere_only_what_is_selected_looks(check: Checking, text: str, code: str) -> None:
    text = doc(text.replace("Requirement: ", "Part "), "Overview")
    assert codes(check(text, RULES)) == []
    if not text.count("### Part"):
        assert codes(check(text, CheckSettings(select=(code,)))) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "- **FR-001**: The counter MUST count each visit once.",
        "- FR-2: When a page is closed, the counter SHALL write the sum.",
        "1. WHILE the disk is full, THE counter SHALL NOT take visits",
        "- NFR-1: The counter MUST answer fast: within 200 ms for 99 % of requests.",
        "- NFR-2: The counter MUST take three visits a second easily.",
        "### Requirement: A\n\nThe counter SHALL count.\n\n#### Scenario: one\n\n- WHEN it opens",
        "The writer:\n\n- MUST set the length\n- MUST NOT close the file",
        "- The reader:\n  - MUST return an error\n  - MUST close the file",
        "- **SC-001**: Nine in ten users find it easy.",
        "- Python 3.11\n- A fast disk",
        "The key words MUST and SHALL are those of RFC 2119, and MUST is used most.",
        "- **US1**: As a reader I want a quick answer.",
        "- **FR-001**: The system MUST [NEEDS CLARIFICATION: do what?]",
        "### Key Entities\n\n- **Visit**: what is counted quickly",
    ],
)
def test_what_is_right_is_let_be(check: Checking, text: str) -> None:
    found = [code for code in codes(check(doc(text), RULES)) if code.startswith("SX52")]
    assert found == []


def test_other_languages_have_other_words(check: Checking) -> None:
    text = "---\nlang: de\n---\n" + doc(
        "- **FR-001**: Der Zähler zählt jeden Besuch fast immer einmal.", "Requirements"
    )
    assert codes(check(text, RULES)) == []
