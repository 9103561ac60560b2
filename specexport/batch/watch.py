"""Making a batch again whenever something of it changes."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from specexport.batch.manifest import FILE
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, SpecExportError
from specexport.pipeline import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from threading import Event

    from specexport.batch.outcome import Summary
    from specexport.batch.run import Run

_QUIET = 60  # milliseconds without a change that end a burst of changes
_LONGEST = 300  # milliseconds after which a burst is acted upon though it goes on


def go(
    make: Callable[[], Run],
    tell: Callable[[Summary], None],
    complain: Callable[[SpecExportError], None],
    stop: Event | None = None,
) -> None:
    """Do the run that `make` returns, then again after every change, until `stop` is set.

    `tell` gets what became of each, `complain` what kept one from being done. Workers stay between runs, with
    all that they have loaded. Raises EnvironmentProblem (SX088) when watchfiles is not installed, and as the
    first run does.
    """
    need_watchfiles()
    run = make()
    workers = run.dispatcher
    with workers.lasting():
        tell(_done(run))
        for changed in changes(_places(run), stop):
            if not _matters(changed, run):
                continue
            try:
                fresh = make()
                workers.move(fresh.site)
                fresh.dispatcher = workers
                run = fresh
                tell(_done(run))
            except SpecExportError as error:
                complain(error)


def need_watchfiles() -> None:
    """Raise EnvironmentProblem (SX088) when watchfiles is not installed."""
    from importlib.util import find_spec

    if find_spec("watchfiles") is None:
        hint = f"{sys.executable} -m pip install watchfiles"
        problem = Diagnostic("SX088", "watching needs the package watchfiles", "error", hint=hint)
        raise EnvironmentProblem(problem)


def changes(places: Iterable[str], stop: Event | None = None) -> Iterator[set[str]]:
    """Yield the paths that have changed in the folders `places`, burst by burst, until `stop` is set."""
    from watchfiles import watch

    for changed in watch(
        *places, debounce=_LONGEST, step=_QUIET, stop_event=stop, ignore_permission_denied=True
    ):
        yield {path for _, path in changed}


def _done(run: Run) -> Summary:
    try:
        return run.do()
    finally:
        run.progress.end()


def _places(run: Run) -> Iterable[str]:
    """Return the folders to be watched: those of specifications, of styles, of what may be included."""
    styles = {task.style for task in run.plan.tasks}
    folders = {str(folder) for style in styles for folder in environment.load_style(style).folders}
    folders |= {os.path.realpath(task.root) for task in run.plan.tasks if task.root}
    return sorted({str(run.plan.base), *filter(os.path.isdir, folders)})


def _matters(paths: Iterable[str], run: Run) -> bool:
    """Return whether one of `paths` is something other than what a run itself writes."""
    out = os.path.realpath(run.plan.out)
    own = {os.path.realpath(output.path) for task in run.plan.tasks for output in task.job.outputs}
    if out == str(run.plan.base):
        ours = (FILE, ".specexport-", "index.")
        return any(path not in own and not Path(path).name.startswith(ours) for path in paths)
    return any(not Path(path).is_relative_to(out) for path in paths)
