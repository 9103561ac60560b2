"""Folders of specifications: what is to be made is planned, and only what changed is made, by several at
once.

from specexport import batch

plan = batch.plan(["docs/specs"], "site", to=["html", "pdf"])
summary = batch.run(plan)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.batch.plan import Plan, Task, plan
from specexport.batch.run import Entry, Progress, Run, Summary
from specexport.core.limits import Limits
from specexport.pipeline.job import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from specexport.core.diagnostics import Diagnostic

__all__ = ["Entry", "Limits", "Plan", "Progress", "Summary", "Task", "Written", "plan", "run"]


def run(
    plan: Plan,
    *,
    jobs: int | None = None,
    executor: str = "process",
    dask_address: str | None = None,
    limits: Limits | None = None,
    tasks: Iterable[Task] | None = None,
    force: bool = False,
    prune: bool = False,
    progress: Progress | None = None,
    report: Callable[[Diagnostic], None] = lambda _: None,
) -> Summary:
    """Do `plan` and return what became of every specification.

    `jobs` is how many are worked on at once, by default as many as there are processors. `executor` is
    `process`, `thread`, `dask` or `module:factory`; only processes keep limits on time and memory, those of
    the plan unless others are given. `tasks` are those to be looked at, by default all. `force` makes
    everything again, `prune` removes outputs whose source is gone. `report` gets what concerns no single
    specification. Programs that call this with processes need the usual `if __name__ == "__main__":`. Raises
    EnvironmentProblem when nothing can be made.
    """
    from specexport.batch import executors

    hands = executors.choose(executor, jobs, limits or plan.options.limits, plan.kinds, dask_address)
    return Run(plan, hands, anew=force, progress=progress, report=report).do(tasks, prune)
