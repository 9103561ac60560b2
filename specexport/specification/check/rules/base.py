"""What a rule is: a code, words about it, a function that finds, and two examples that are its test and its
page.
"""

from __future__ import annotations

from functools import cached_property
from textwrap import dedent
from typing import TYPE_CHECKING, Required, TypeAlias, TypedDict, Unpack

from msgspec import Struct

from specexport.core.diagnostics import Severity
from specexport.model.document import Pos
from specexport.specification.gaps import Gap, gaps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from specexport.core.settings import CheckSettings
    from specexport.specification.forms.choose import Match
    from specexport.specification.forms.form import Form
    from specexport.specification.view import View


class Edit(Struct, frozen=True):
    """A stretch of the source to be replaced: from a line and column up to, not including, another; all from
    1.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Finding(Struct, frozen=True):
    """What a rule found: a place, one sentence without a final stop, the remedy, and edits that bring it
    about.
    """

    pos: Pos | None
    message: str
    hint: str = ""
    edits: tuple[Edit, ...] = ()


class Case:
    """What a rule looks at: a specification, the form it was written from, the settings.

    `dead` are addresses in the web that lead nowhere, each with the reason.
    """

    def __init__(
        self, view: View, match: Match, settings: CheckSettings, dead: Mapping[str, str] | None = None
    ) -> None:
        self.view = view
        self.match = match
        self.settings = settings
        self.dead = dead or {}

    @property
    def form(self) -> Form | None:
        """The form that the specification was written from, if there is one."""
        return self.match.form

    @cached_property
    def gaps(self) -> list[Gap]:
        """All that is not filled in."""
        return gaps(self.view, self.form)


Function: TypeAlias = "Callable[[Case], Iterator[Finding]]"


class Rule(Struct, frozen=True):
    """A rule of `check`. `summary` is what is wrong, `why` why that matters; both are sentences.

    `template` names the form that the examples are checked against. `default` says whether it is on without
    being selected.
    """

    code: str
    name: str
    summary: str
    why: str
    find: Function
    bad: str
    good: str
    severity: Severity = "warning"
    default: bool = True
    fixable: bool = False
    template: str = ""


class About(TypedDict, total=False):
    """What is said of a rule where its function stands; the members are those of `Rule`."""

    summary: Required[str]
    why: Required[str]
    bad: Required[str]
    good: Required[str]
    severity: Severity
    default: bool
    fixable: bool
    template: str


FAMILIES = {
    "SX1": "unfilled",
    "SX2": "structure",
    "SX3": "metadata",
    "SX4": "references",
    "SX5": "content",
    "SX6": "style",
}
"""The families of rules by the beginning of their codes."""


class Family:
    """The rules of one module, in the order of their codes."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []

    def rule(self, code: str, name: str, **about: Unpack[About]) -> Callable[[Function], Function]:
        """Make a rule of the function below; its examples may be indented as the code is."""
        about["bad"], about["good"] = (dedent(text).lstrip("\n") for text in (about["bad"], about["good"]))

        def add(find: Function) -> Function:
            self.rules.append(Rule(code, name, find=find, **about))
            return find

        return add
