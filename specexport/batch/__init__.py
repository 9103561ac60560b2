"""Folders of specifications: what is to be made is planned, and only what changed is made, by several at
once.

from specexport import batch

plan = batch.plan(["docs/specs"], "site", to=["html", "pdf"])
summary = batch.run(plan, backend=batch.backend(jobs=4))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.batch.executors import Backend, choose
from specexport.batch.outcome import Entry, Progress, Summary
from specexport.batch.plan import Plan, Task, plan
from specexport.batch.run import Run
from specexport.core.context import unheard
from specexport.core.limits import Limits
from specexport.core.options import Options
from specexport.pipeline.job import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from specexport.core.diagnostics import Diagnostic

__all__ = [
    "Backend",
    "Entry",
    "Limits",
    "Options",
    "Plan",
    "Progress",
    "Summary",
    "Task",
    "Written",
    "backend",
    "plan",
    "run",
]

backend = choose


def run(
    plan: Plan,
    *,
    backend: Backend | None = None,
    tasks: Iterable[Task] | None = None,
    force: bool = False,
    prune: bool = False,
    progress: Progress | None = None,
    report: Callable[[Diagnostic], None] = unheard,
) -> Summary:
    """Do `plan` and return what became of every specification.

    `backend` is who works, by default processes, as many as there are processors; others are had of
    `backend(executor, jobs, dask_address)`. Only processes keep the limits on time and memory. `tasks` are
    those to be looked at, by default all. `force` makes everything again, `prune` removes outputs whose
    source is gone. `report` gets what concerns no single specification. Programs that call this with
    processes need the usual `if __name__ == "__main__":`. Raises EnvironmentProblem when nothing can be made.
    """
    return Run(plan, backend or choose(), anew=force, progress=progress, report=report).do(tasks, prune)
