"""What became of a batch, and who is told how it goes on."""

from __future__ import annotations

from typing import Literal, Protocol, TypeAlias

from msgspec import Struct, field

from specexport.core.diagnostics import Diagnostic
from specexport.pipeline.job import Written

State: TypeAlias = Literal["made", "kept", "failed"]


class Entry(Struct, frozen=True):
    """What became of one specification. `diagnostics` are notes and warnings, `errors` why it failed."""

    name: str
    spec: str
    state: State
    outputs: tuple[Written, ...] = ()
    errors: tuple[Diagnostic, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    seconds: float = 0.0
    trace: str = ""


class Summary(Struct):
    """What became of a batch. `gone` are outputs without a source; `pruned`: they were removed."""

    entries: list[Entry] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    pruned: bool = False
    seconds: float = 0.0

    def count(self, state: State) -> int:
        """Return how many specifications came to `state`."""
        return sum(entry.state == state for entry in self.entries)


class Progress(Protocol):
    """Is told how a run goes on."""

    def begin(self, total: int, kept: int) -> None:
        """`total` specifications have something to be made, `kept` have not."""

    def current(self, names: list[str]) -> None:
        """These are being worked on."""

    def done(self, entry: Entry) -> None:
        """One is done."""

    def end(self) -> None:
        """Nothing more will be done."""


class Silent:
    """Progress that nobody looks at."""

    def begin(self, total: int, kept: int) -> None:
        """Say nothing."""

    def current(self, names: list[str]) -> None:
        """Say nothing."""

    def done(self, entry: Entry) -> None:
        """Say nothing."""

    def end(self) -> None:
        """Say nothing."""
