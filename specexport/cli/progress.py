"""How a batch goes on: a live bar on a terminal, a plain line for each specification elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from specexport.batch import Entry
    from specexport.cli.console import Console


class Lines:
    """A line on standard output for every specification that is done."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._done = self._total = 0

    def begin(self, total: int, kept: int) -> None:  # noqa: ARG002 - what is kept is no work
        """Remember how many there are."""
        self._total = total

    def current(self, names: list[str]) -> None:
        """Say nothing: only what is done is worth a line."""

    def done(self, entry: Entry) -> None:
        """Print what became of it."""
        self._done += 1
        made = " ".join(one.target for one in entry.outputs if one.made)
        word = "FAILED" if entry.errors else made or "index"
        count = f"[{self._done:{len(str(self._total))}}/{self._total}]"
        self._console.line(f"{count} {entry.name}  {word}  {entry.seconds:.2f} s")

    def end(self) -> None:
        """Say nothing."""


class Bar:
    """A bar with the rate, the time left, the failures, and what is being worked on."""

    def __init__(self, console: Console) -> None:
        from rich.console import Console as Terminal
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        terminal = Terminal(stderr=True, no_color=console.color is False or None, highlight=False)
        self._progress = Progress(
            SpinnerColumn(),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}", markup=False),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failed]}", style="red", markup=False),
            TextColumn("{task.fields[names]}", markup=False),
            console=terminal,
            transient=True,
        )
        self._task: Any = None
        self._failed = 0

    def begin(self, total: int, kept: int) -> None:  # noqa: ARG002 - what is kept is no work
        """Show the bar."""
        if total:
            self._task = self._progress.add_task("", total=total, rate="", failed="", names="")
            self._progress.start()

    def current(self, names: list[str]) -> None:
        """Show what is being worked on."""
        from specexport.cli.console import visible

        self._progress.update(self._task, names=visible(", ".join(names))[:120])

    def done(self, entry: Entry) -> None:
        """Move the bar on."""
        self._failed += bool(entry.errors)
        speed = self._progress.tasks[0].finished_speed or self._progress.tasks[0].speed
        rate = f"{speed:.1f}/s" if speed else ""
        failed = f"{self._failed} failed" if self._failed else ""
        self._progress.update(self._task, advance=1, rate=rate, failed=failed)

    def end(self) -> None:
        """Take the bar away."""
        self._progress.stop()


def choose(console: Console) -> Lines | Bar:
    """Return a bar on a terminal, else lines."""
    return Bar(console) if sys.stderr.isatty() and not console.quiet else Lines(console)
