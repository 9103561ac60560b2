"""What is left open is found and marked, without a form too; what finished texts say is let be.

`check` and `export` follow one rule: what is marked or hidden is a finding, and what is a finding is marked.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from specexport import style
from specexport.core.context import Source
from specexport.core.options import Options
from specexport.core.settings import CheckSettings
from specexport.model import document as d
from specexport.model import walk
from specexport.pipeline import environment, flow
from specexport.specification.placeholders import runs
from tests.specification.conftest import codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.core.options import Unfilled
    from tests.specification.conftest import Checking

SX1 = CheckSettings(select=("SX1",))
# What `check` finds and documents keep as it is: whole rows, blocks of code, empty items.
UNMARKED = {"SX106", "SX108", "SX112"}


def exported(text: str, mode: Unfilled = "mark") -> d.Document:
    source = Source(text.encode(), "-")
    look = replace(style.load("base"), numbering=False)
    return flow.read(source, environment.in_memory(source, look, Options(unfilled=mode)))


def chips(text: str) -> list[str]:
    document = exported(text)
    roots = (*document.meta.title, *(node for field in document.meta.fields for node in field.content))
    spans = walk.find((*roots, *document.blocks), d.Span)
    return [walk.plain(span.content) for span in spans if "placeholder" in span.attr.classes]


def doc(text: str) -> str:
    return f"# Title\n\n## Section\n\nSomething is said here.\n\n{text}\n"


OPEN = [
    ("The data is kept for [NEEDS CLARIFICATION: how long?].", "SX111"),
    (
        "- Users log in with [NEEDS CLARIFICATION: by password, *SSO* or `OAuth`?]",
        "SX111",
    ),
    ("A line [NEEDS CLARIFICATION: that goes on\nin the next]", "SX111"),
    ("| Key | Value |\n|---|---|\n| Load | [Needs clarification: by whom] |", "SX111"),
    ("Users have an account. [ASSUMPTION: they have one already]", "SX111"),
    ("> [ASSUMPTION] Users have an account.", "SX111"),
    ("*[NOTE FOR PM]* This has no owner.", "SX111"),
    ("1. Step [NOTE FOR DEV TEAM: which port]", "SX111"),
    ("<<[UNRESOLVED sig-node]>>\nIs it a field?\n<<[/UNRESOLVED]>>", "SX111"),
    ("<<[UNRESOLVED]>>\n\nIs it a field?\n\n- or two\n\n<<[/UNRESOLVED]>>", "SX111"),
    ("Before <<[UNRESOLVED @ann]>> between <<[/UNRESOLVED]>> after.", "SX111"),
    ("It is TBD.", "SX109"),
    ("- Owner: TBC", "SX109"),
    ("The budget (TBA) is small.", "SX109"),
    ("TKTK", "SX109"),
    ("TODO: say what happens then, and to whom", "SX109"),
    ("TODO(ann): *say* what happens then", "SX109"),
    ("- ???", "SX109"),
    ("Retention: ???", "SX109"),
    ("| A | B |\n|---|---|\n| x | ??? |", "SX109"),
    ("- To be determined", "SX109"),
    ("The length of keys is still to be determined.", "SX109"),
    ("Owner: (to be decided)", "SX109"),
    ("- t.b.d.", "SX109"),
    ("- Zuständig: noch zu klären", "SX109"),
    ("- à définir", "SX109"),
    ("- 待定", "SX109"),
    ("- por definir", "SX109"),
    ("- da definire", "SX109"),
    ("- xxx", "SX113"),
    ("- Goal: ...", "SX113"),
    ("Lorem ipsum dolor sit amet, consectetur.", "SX113"),
    ("- one\n-\n- two", "SX112"),
    ("| A | B |\n|---|---|\n| 1 | 2 |\n|  |  |", "SX112"),
    ("- [ ] 1.1 <!-- the task -->", "SX112"),
    ("_Describe the problem here._", "SX107"),
    ("{describe the problem in two sentences}", "SX101"),
    ("- {what makes this hard, and for whom it does}", "SX101"),
    ("<insert the name of the team>", "SX114"),
    ("- Owner: \\<your name>", "SX114"),
    ("| Who |\n|---|\n| [Name], [Name] |", "SX102"),
    ("Wait X-Y weeks\n\n- ~ X weeks", "SX103"),
    ("- Draft / In Review / Approved", "SX104"),
]


@pytest.mark.parametrize(("text", "code"), OPEN)
def test_what_is_open_is_found_and_marked(check: Checking, text: str, code: str) -> None:
    found = codes(check(doc(text), SX1))
    assert set(found) == {code}
    assert len(chips(doc(text))) == (0 if code in UNMARKED and "<!--" not in text else len(found))


FINISHED = [
    # Citations, references and labels in brackets.
    "Seals are those of [Hale 1998] and [ISO 3601-1:2012]; see [Chapter 7] and [Table 12].",
    'The limit lies in [min, max]. Legal said: "they [the users] must agree".',
    "Start `pump` with [flags] to hear it. [Optional] A second valve may follow.",
    "Owners: [Backend] team. Task T002 [P] may run in parallel, [US1] too.",
    "| Field | Type |\n|---|---|\n| tags | [String] |\n| more | [Int] |",
    "- [Unreleased]\n- [Added] synonyms\n- [1.2.0] - 2026-01-02",
    "As [Müller et al., 2019] say, [sic], and Press [Enter] or [Ctrl+C].",
    # Words about open points.
    "The retention period is to be determined by the operator at run time.",
    "The TODO list of the user, a TODO app, each TODO item, and TODO.md.",
    'The status is one of `TBD`, open or closed; "TBD" is refused.',
    "## Glossary\n\n- TBD: to be determined\n- TBC: to be confirmed",
    "Why??? Because it is so. What is this?!",
    "XXXL shirts, an xxx-large heap, and XML.",
    "Nothing is left to be done. It has to be defined once.",
    "The open question was answered, the assumption holds, and notes for PMs are in the wiki.",
    # Braces and angle brackets of code and data.
    "GET /orders/{id}/items/{item} and {a, b, c}; the set {x | x > 0}; ${HOME}.",
    "| Path | Parameter |\n|---|---|\n| /a/{id} | {id} |\n| /b/{name} | {name} |",
    "A `List<String>` or Map<String, Int>, x < y > z, a <b>bold</b> word and <https://example.com>.",
    "| Flag | Value |\n|---|---|\n| --out | <file> |\n| --to | <format> |",
    # Dots and empty things that mean something.
    "Wait ... and then go on … as before.",
    "| A | B |\n|---|---|\n| ... | ... |\n| 1 | - |",
    "- Steps:\n  - one\n- Notes:\n\nText.",
    "| Name | Signature | Date |\n|---|---|---|\n|  |  |  |",
    # Names.
    "- bullet 1\n- bullet 2",
    "- Item 1\n- Point 2\n- entry 3\n- element 4",
    "| Read/Write | Yes/No |\n|---|---|\n| high or low | on/off |",
    "Dates are written YYYY-MM-DD.\n\n- Format: YYYY-MM-DD",
    "*This paragraph is emphasised, and says what is so.*",
    "- *Provided by* the platform\n\n*List of figures*",
    "Keys \\[as they are\\] and \\{braces\\} stay.",
]


@pytest.mark.parametrize("text", FINISHED)
def test_what_finished_texts_say_is_let_be(check: Checking, text: str) -> None:
    assert codes(check(doc(text), SX1)) == []
    assert chips(doc(text)) == []
    assert exported(doc(text), "hide").blocks == exported(doc(text), "keep").blocks


@pytest.mark.parametrize("kind", ["Technical Specification", "PRD", "Architecture Decision Record"])
@pytest.mark.parametrize("text", FINISHED)
def test_the_kind_of_a_document_changes_nothing(check: Checking, kind: str, text: str) -> None:
    text = doc(text).replace("# Title", f"# {kind}: Search Index", 1)
    assert codes(check(text, SX1)) == []
    assert chips(text) == []


BLANK = {
    "braces": """# {short title}

## Context

{what forces a decision}

- {option 1}

Chosen: {option 1}, since {reason}.
""",
    "angles": """# Architecture

## Roles

| R           | C              |
|-------------|----------------|
| <Role name> | <Contact data> |

<Overview diagram> by <who>
""",
    "brackets": """# [FEATURE NAME]

## Stories

1. **Given** [start], **When** [action], **Then** [outcome]
""",
}


@pytest.mark.parametrize(("name", "count"), [("braces", 5), ("angles", 4), ("brackets", 4)])
def test_what_a_document_asks_with_counts_in_all_of_it(check: Checking, name: str, count: int) -> None:
    text = BLANK[name]
    assert len(codes(check(text, SX1))) == count == len(chips(text))


# A generator of documents, in which one rule must hold: what is found is what is marked.
_PARTS = (
    *(text for text, _ in OPEN),
    *FINISHED,
    "See *[Your Name] and **[Team]** now*.[^1]\n\n[^1]: Ask {{WHO}}, or [describe the way].",
    "[Design](URL) and [Real](https://example.com)",
    "```\n[Diagram of the parts]\n```",
)


_FIELDS = (
    "",
    "**Status:** Draft\n**Author:** [Your Name]\n\n",
    "| Field | Details |\n|---|---|\n| Author | TBD |\n",
)
_TITLES = ("# Title", "# Technical Specification: {{NAME}}", "# ADR: [Name]", "# {what it is} <x>")
_HEADINGS = ("Scope", "Data", "[Component]", "Design of {part}")


def documents(seed: int) -> Iterator[str]:
    rng = random.Random(seed)
    for _ in range(30):
        title, field = rng.choice(_TITLES), rng.choice(_FIELDS)
        chosen = enumerate(rng.sample(_PARTS, rng.randint(1, 8)), 1)
        bodies = [part.replace("[^1]", f"[^{number}]") for number, part in chosen]
        parts = [f"## {rng.choice(_HEADINGS)}\n\n{body}" for body in bodies]
        yield "\n\n".join([title, field, *parts]) + "\n"


@pytest.mark.parametrize("seed", range(5))
def test_one_rule_decides(check: Checking, seed: int) -> None:
    for text in documents(seed):
        told = check(text, SX1, name="-").diagnostics
        found = [one for one in told if one.code not in UNMARKED or "place for" in one.message]
        in_code = text.count("[Diagram of the parts]")
        assert len(chips(text)) == len(found), text
        assert in_code <= len(found)


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_hidden_but_what_is_found(check: Checking, seed: int) -> None:
    for text in documents(seed):
        if codes(check(text, SX1, name="-")):
            continue
        assert exported(text, "hide").blocks == exported(text, "keep").blocks


def test_what_is_unresolved_is_a_box_or_nothing() -> None:
    text = doc("<<[UNRESOLVED @ann]>>\n\nIs it a field?\n\n<<[/UNRESOLVED]>>\n\nAfter.")
    (box,) = walk.find(exported(text).blocks, d.Div)
    assert box.attr.classes == ("admonition", "warning")
    assert walk.plain(box.content) == "UNRESOLVED @ann Is it a field?"
    assert walk.plain(exported(text, "hide").blocks) == "Section Something is said here. After."
    nested = doc("<<[UNRESOLVED]>>\nIs it?\n\n- yes\n- no\n<<[/UNRESOLVED]>>\n\nAfter.")
    assert walk.plain(exported(nested).blocks).endswith("here. UNRESOLVED Is it? yes no After.")
    assert walk.plain(exported(nested, "hide").blocks).endswith("here. After.")
    inline = doc("Before <<[UNRESOLVED @ann]>> between <<[/UNRESOLVED]>> after.")
    assert walk.plain(exported(inline).blocks).endswith("Before UNRESOLVED @ann between after.")
    assert walk.plain(exported(inline, "hide").blocks).endswith("Before after.")
    alone = doc("<<[UNRESOLVED]>>\n\nNever ended.")
    assert walk.plain(exported(alone).blocks).endswith("UNRESOLVED Never ended.")


@pytest.mark.parametrize(
    "content",
    [
        "one [two *three* `four` five] six",
        "*a [b **c]** d* [e]",
        "a[^1] [b]\n\n[^1]: c [d] e",
        "[a\nb] ![c](d.png) [e]",
    ],
)
def test_cutting_nothing_out_changes_nothing(content: str) -> None:
    source = Source(f"{content}\n".encode(), "-")
    document = flow.read(source, environment.in_memory(source, style.load("base"), Options(unfilled="keep")))
    (para,) = [block for block in document.blocks if isinstance(block, d.Para)][:1]
    whole = runs.run(para.content)
    assert runs.cut(para.content, [], lambda nodes, _: nodes) == para.content
    every = runs.cut(para.content, [(i, i + 1, "") for i in range(len(whole.text))], lambda nodes, _: nodes)
    assert runs.run(every).text == whole.text


@pytest.mark.parametrize(
    "text",
    [
        "- Good, because",
        "- Bad, because …\n- Neutral, *because*:",
        "Chosen way: the second, because",
        "| Way | Why |\n|---|---|\n| Buy | It was taken because of |",
    ],
)
def test_a_sentence_that_nobody_has_ended(check: Checking, text: str) -> None:
    assert "SX113" in codes(check(doc(text), SX1))


@pytest.mark.parametrize(
    "text",
    [
        *("It was taken because it is small.", "The word because has seven letters."),
        *(
            "It fails because\n\n```\nx = 1\n```",
            "We chose it because\n\n- it is small",
            "It is so because\n\n> of it",
        ),
    ],
)
def test_because_in_a_sentence(check: Checking, text: str) -> None:
    assert codes(check(doc(text), SX1)) == []
