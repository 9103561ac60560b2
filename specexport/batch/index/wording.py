"""The words of the index, by language; those that documents have as well come from the style."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from specexport.style.words import tag

FILE = Path(__file__).with_name("languages.json")


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of one language. `shown` is a template over `{found}` and `{all}`."""

    title: str = "Specifications"
    all: str = "All specifications"
    specification: str = "Specification"
    kind: str = "Kind"
    owner: str = "Owner"
    complete: str = "Complete"
    findings: str = "Findings"
    pages: str = "Pages"
    formats: str = "Formats"
    any: str = "All"
    group: str = "Group by"
    nothing: str = "Nothing"
    folder: str = "Folder"
    risks: str = "Risks"
    risk: str = "Risk"
    impact: str = "Impact"
    mitigation: str = "Mitigation"
    questions: str = "Open questions"
    question: str = "Question"
    shown: str = "{found} of {all} shown"
    none: str = "None"


@cache
def wording(lang: str) -> Wording:
    """Return the words of a language, given as its BCP 47 tag. English stands in for an unknown one."""
    known = msgspec.json.decode(FILE.read_bytes(), type=dict[str, Wording])
    return known.get(tag(lang), Wording())
