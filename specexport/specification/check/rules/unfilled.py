"""SX1: what the author has not filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.specification.check.rules.base import Case, Family, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILY = Family()
rule = FAMILY.rule

_SHOWN = 60


def _found(case: Case, code: str, says: str, hint: str) -> Iterator[Finding]:
    for gap in case.gaps:
        if gap.code == code:
            text = " ".join(gap.text.split())
            shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
            yield Finding(gap.pos, says.format(shown), hint)


@rule(
    "SX101",
    "placeholder-in-braces",
    summary="A placeholder in braces is still there.",
    why="The form marks with it what every specification says for itself, and nobody has said it.",
    bad="""
        # Technical Specification: {{FEATURE_NAME}}

        ## Overview

        The feature counts visits.
        """,
    good="""
        # Technical Specification: Visit Counter

        ## Overview

        Pages are written with `{{name}}`, which is code.
        """,
)
def braces(case: Case) -> Iterator[Finding]:
    """Find `{{NAME}}` outside code, and `{words}` where the form or the document asks with them."""
    return _found(case, "SX101", "{} is not filled in", "write what it stands for")


@rule(
    "SX102",
    "placeholder-in-brackets",
    summary="A request in square brackets is still there.",
    why="Readers meet the form's question where they look for the author's answer.",
    bad="""
        # Visit Counter

        ## Security

        - Method: [e.g., OAuth 2.0, mutual TLS]
        - Owner: [Your Name]
        """,
    good=r"""
        # Visit Counter

        ## Security

        - Method: OAuth 2.0, as in [RFC 6749](https://www.rfc-editor.org/rfc/rfc6749) and [2]
        - Tasks: \[your turn\] is printed as it stands
        """,
)
def brackets(case: Case) -> Iterator[Finding]:
    """Find `[Your Name]`: any words in brackets where there is a form, else those that ask for something."""
    hint = r"answer it, or write \[ if the brackets are meant"
    return _found(case, "SX102", "{} is not filled in", hint)


@rule(
    "SX103",
    "placeholder-amount",
    summary="An amount has a letter where its number should be.",
    why="A plan of X days is no plan.",
    bad="""
        # Visit Counter

        ## Timeline

        | Phase | Duration |
        |-------|----------|
        | Build | X days   |
        """,
    good="""
        # Visit Counter

        ## Timeline

        | Phase | Duration |
        |-------|----------|
        | Build | 12 days  |
        """,
)
def amount(case: Case) -> Iterator[Finding]:
    """Find `X days`."""
    return _found(case, "SX103", "{} is not filled in", "write the number")


@rule(
    "SX104",
    "undecided-choice",
    summary="A choice is left to the reader.",
    why="Whoever reads that an impact is high, medium or low knows as much as before.",
    bad="""
        # Visit Counter

        ## Risks

        | Risk           | Impact       |
        |----------------|--------------|
        | Counts go lost | High/Med/Low |
        """,
    good="""
        # Visit Counter

        ## Risks

        | Risk           | Impact |
        |----------------|--------|
        | Counts go lost | Low    |
        """,
)
def choice(case: Case) -> Iterator[Finding]:
    """Find `High/Med/Low`, and whatever choices the form offers."""
    return _found(case, "SX104", "{} is not decided", "keep one of them")


@rule(
    "SX105",
    "sample-item",
    summary="A list item is the form's own example.",
    why="It says nothing about this specification.",
    bad="""
        # Technical Specification: Visit Counter

        ## Scope

        - Item 1
        - Item 2
        """,
    good="""
        # Technical Specification: Visit Counter

        ## Scope

        - Item 1 of the contract: counting visits
        """,
    template="technical-spec",
)
def item(case: Case) -> Iterator[Finding]:
    """Find `Item 1` where there is a form, and items that are word for word the form's."""
    return _found(case, "SX105", "the list item {!r} is the form's example", "replace or remove it")


@rule(
    "SX106",
    "sample-row",
    summary="A table row is the form's own example.",
    why="Readers take an example row for a fact: an endpoint that does not exist, an alert that nobody set.",
    template="technical-spec",
    bad="""
        # Technical Specification: Visit Counter

        ## API Design

        ### Endpoints
        | Method | Endpoint | Description | Request | Response |
        |--------|----------|-------------|---------|----------|
        | GET | /api/v1/feature | Get feature data | - | JSON object |
        """,
    good="""
        # Technical Specification: Visit Counter

        ## API Design

        ### Endpoints
        | Method | Endpoint | Description | Request | Response |
        |--------|----------|-------------|---------|----------|
        | GET | /api/v1/visits | Count of visits | - | JSON object |
        """,
)
def row(case: Case) -> Iterator[Finding]:
    """Find rows that are word for word the form's."""
    return _found(case, "SX106", "the row {!r} is the form's example", "replace or remove it")


@rule(
    "SX107",
    "guidance",
    summary="The form's guidance is still there.",
    why="It is written to authors; readers of the finished document should not see it.",
    template="technical-spec",
    bad="""
        # Technical Specification: Visit Counter

        ## Deployment Plan

        ### Rollback Plan
        *Say what is done, by whom and how fast, when the deployment goes wrong.*
        """,
    good="""
        # Technical Specification: Visit Counter

        ## Deployment Plan

        ### Rollback Plan
        The former version is deployed again, which takes *two* minutes.
        """,
)
def guidance(case: Case) -> Iterator[Finding]:
    """Find paragraphs that are word for word the form's guidance, stand in italics where it has some, or tell
    the author in italics what to write.
    """
    return _found(case, "SX107", "the form's guidance is still there: {}", "replace it by what it asks for")


@rule(
    "SX108",
    "sample-code",
    summary="A block of code is the form's own example.",
    why="Readers take a sample table or class for the design.",
    template="technical-spec",
    bad="""
        # Technical Specification: Visit Counter

        ## Data Design

        ### Data Models
        ```sql
        CREATE TABLE feature_data (id BIGINT PRIMARY KEY, field1 TEXT);
        ```
        """,
    good="""
        # Technical Specification: Visit Counter

        ## Data Design

        ### Data Models
        ```sql
        CREATE TABLE visit (id BIGINT PRIMARY KEY, page TEXT NOT NULL);
        ```
        """,
)
def code(case: Case) -> Iterator[Finding]:
    """Find code that declares nothing but what the form's code declares."""
    return _found(case, "SX108", "the code is the form's example ({})", "replace or remove it")


@rule(
    "SX109",
    "later",
    summary="Something is put off: TBD, TODO, ???, to be determined.",
    why="What is to be decided is not specified.",
    bad="""
        # Visit Counter

        ## Retention

        Visits are kept for TBD days.
        """,
    good="""
        # Visit Counter

        ## Retention

        Visits are kept for 30 days, to be determined by the load; comments with `TODO` are code.
        """,
)
def later(case: Case) -> Iterator[Finding]:
    """Find the words by which people put off, outside code: in capitals anywhere, in other words and
    languages as a whole value.
    """
    return _found(
        case, "SX109", "{} says that something is still open", "decide it, or move it to the open questions"
    )


@rule(
    "SX110",
    "link-without-address",
    summary="A link has no address.",
    why="It looks like a reference and leads nowhere.",
    bad="""
        # Visit Counter

        ## References

        - [Design document](URL)
        """,
    good="""
        # Visit Counter

        ## References

        - [Design document](https://example.com/design)
        """,
)
def address(case: Case) -> Iterator[Finding]:
    """Find links to `URL`, `link` or nothing."""
    return _found(case, "SX110", "the link {!r} has no address", "write the address, or remove the link")


@rule(
    "SX111",
    "open-point",
    summary="A point is marked as open.",
    why="Its author has written that something is missing, assumed or argued about.",
    bad="""
        # Visit Counter

        ## Requirements

        - The counter MUST keep visits for [NEEDS CLARIFICATION: how long?].

        <<[UNRESOLVED web team]>>
        Robots are counted apart.
        <<[/UNRESOLVED]>>
        """,
    good="""
        # Visit Counter

        ## Requirements

        - The counter MUST keep visits for 30 days.

        ## Clarifications

        - Q: how long are visits kept? A: 30 days.
        """,
)
def open_point(case: Case) -> Iterator[Finding]:
    """Find `[NEEDS CLARIFICATION: …]`, `[ASSUMPTION: …]`, `[NOTE FOR PM]` and what stands between
    `<<[UNRESOLVED]>>` and `<<[/UNRESOLVED]>>`.
    """
    return _found(case, "SX111", "{} is open", "settle it, and write what was settled")


@rule(
    "SX112",
    "empty-item",
    summary="A list item or a row of a table is empty.",
    why="Something was to be said there, and readers see a bullet or a row of empty cells.",
    bad="""
        # Visit Counter

        ## Goals

        - Count visits
        -
        """,
    good="""
        # Visit Counter

        ## Goals

        - Count visits
        """,
)
def empty(case: Case) -> Iterator[Finding]:
    """Find list items without a word, and rows of which no cell says anything."""
    return _found(case, "SX112", "a {} is empty", "fill it in, or remove it")


@rule(
    "SX113",
    "filler",
    summary="A text only fills its place.",
    why="It looks like an answer, and is none.",
    bad="""
        # Visit Counter

        ## Goals

        - Speed: xxx

        Lorem ipsum dolor sit amet.
        """,
    good="""
        # Visit Counter

        ## Goals

        - Speed: 500 visits a second

        A title that is too long is cut by `…`.
        """,
)
def filler(case: Case) -> Iterator[Finding]:
    """Find `xxx`, `lorem ipsum`, dots as an answer, and the capitals of a blank title."""
    return _found(case, "SX113", "{!r} only fills its place", "write what belongs there")


@rule(
    "SX114",
    "placeholder-in-angle-brackets",
    summary="A placeholder in angle brackets is still there.",
    why="Readers meet the form's question where they look for the author's answer.",
    bad="""
        # Visit Counter

        ## Stakeholders

        | Role         | Contact             |
        |--------------|---------------------|
        | \\<Your role> | \\<name of a person> |
        """,
    good="""
        # Visit Counter

        ## Stakeholders

        | Role     | Contact |
        |----------|---------|
        | Operator | Web team, through `List<Ticket>` |
        """,
)
def angles(case: Case) -> Iterator[Finding]:
    """Find `<words>` that ask for something: where the form or the document asks with them, any words."""
    return _found(case, "SX114", "{} is not filled in", "write what it stands for")
