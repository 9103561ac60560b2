"""Doing a plan: what has to be made is made, what is complete is kept and remembered."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from specexport.batch import leftovers
from specexport.batch.dispatch import Dispatcher
from specexport.batch.ledger import Ledger
from specexport.batch.links import Site
from specexport.batch.manifest import Manifest
from specexport.batch.outcome import Entry, Silent, Summary
from specexport.batch.stale import Fingerprints, Judge
from specexport.core.context import unheard
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.pipeline import environment
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from specexport.batch.executors import Backend
    from specexport.batch.outcome import Progress
    from specexport.batch.plan import Plan, Task
    from specexport.batch.stale import Waiting
    from specexport.batch.work import Delivery

_SAVE_EVERY = 0.5  # seconds between writings of what is remembered
# Problems that concern one output or one format; every other problem of the environment concerns all.
_ITS_OWN = frozenset({"SX030", "SX032", "SX041", "SX083", "SX084", "SX085"})


class Run:
    """One run of a plan: what is stale is judged, sent to workers and remembered, and what is left told."""

    def __init__(
        self,
        plan: Plan,
        backend: Backend,
        *,
        anew: bool = False,
        progress: Progress | None = None,
        report: Callable[[Diagnostic], None] = unheard,
    ) -> None:
        self.plan = plan
        self.site = Site(str(plan.base), frozenset(task.name for task in plan.tasks), plan.parts)
        self.progress = progress or Silent()
        self.dispatcher = Dispatcher(backend, plan, self.site)
        self._fingerprints = Fingerprints(plan)
        for style in {task.style for task in plan.tasks}:
            environment.load_style(style, plan.options, report)
            for target in plan.targets:
                self._fingerprints(style, target)  # a style that is wrong is told before anything starts
        self._anew = anew
        self._report = report

    def do(self, tasks: Iterable[Task] | None = None, prune: bool = False) -> Summary:
        """Make what has to be made of `tasks`, by default all of the plan, and return what became of them.

        Raises EnvironmentProblem when the output folder cannot be written to, or nothing can be made at all.
        """
        began = perf_counter()
        self._sweep()
        files.check_folder(self.plan.out)  # whether outputs can be written at all
        manifest = Manifest(self.plan.out, self._report)
        try:
            unnamed = self.plan.unnamed if tasks is None else ()
            summary = self._do(manifest, self.plan.tasks if tasks is None else tuple(tasks), unnamed)
            leftovers.copy_assets(self.plan, self.site, manifest)
            summary.gone = leftovers.find(self.plan, manifest)
            if prune:
                leftovers.remove(self.plan.out, summary.gone, manifest)
                summary.pruned = True
            if self.plan.index:
                self._write_index(manifest)
        finally:
            manifest.close()
        summary.seconds = perf_counter() - began
        return summary

    def preview(self, tasks: Iterable[Task] | None = None) -> tuple[list[Waiting], list[str]]:
        """Return what `do` would make, and the outputs whose source is gone; nothing is written."""
        manifest = Manifest(self.plan.out, self._report)
        try:
            chosen = self.plan.tasks if tasks is None else tasks
            return self._waiting(manifest, chosen), leftovers.find(self.plan, manifest)
        finally:
            manifest.close()

    def _waiting(self, manifest: Manifest, tasks: Iterable[Task]) -> list[Waiting]:
        """Return what has to be made, the longest first."""
        return Judge(self.plan, manifest, self._fingerprints, self.site, self._anew).waiting(tasks)

    def _sweep(self) -> None:
        """Remove what runs that were killed have left."""
        folders = {task.name.rstrip("/").rpartition("/")[0] for task in self.plan.tasks}
        files.sweep(self.plan.out / folder for folder in folders | {""})

    def _do(self, manifest: Manifest, tasks: tuple[Task, ...], unnamed: tuple[str, ...]) -> Summary:
        waiting, ledger = self._waiting(manifest, tasks), Ledger(self.plan, manifest, self._fingerprints)
        orders, by_name = [one.order for one in waiting], {task.name: task for task in tasks}
        busy = {order.name for order in orders}
        summary = Summary([ledger.kept(task) for task in tasks if task.name not in busy])
        self.progress.begin(len(orders) + len(unnamed), len(summary.entries))
        for entry in map(_unnamed, unnamed):
            summary.entries.append(entry)
            self.progress.done(entry)
        saved = perf_counter()
        for order, delivery in self.dispatcher.deliveries(orders, self.progress.current):
            _stop_if_hopeless(delivery)
            task = by_name[order.name]
            ledger.remember(task, delivery)
            entry = ledger.entry(task, order, delivery)
            summary.entries.append(entry)
            self.progress.done(entry)
            if perf_counter() - saved > _SAVE_EVERY:
                manifest.save()
                saved = perf_counter()
        if orders:
            self._sweep()  # once more: a process that is killed may take a while to be gone
        summary.entries.sort(key=lambda entry: entry.name)
        return summary

    def _write_index(self, manifest: Manifest) -> None:
        """Write the index in the style that most specifications have."""
        from collections import Counter

        from specexport.batch.index import page

        ((style, _),) = Counter(task.style for task in self.plan.tasks).most_common(1)
        page.write(self.plan, manifest, style, self._fingerprints(style, "html"))


def _stop_if_hopeless(delivery: Delivery) -> None:
    """Raise what would stop every other specification as well, such as a full disk, once it is met."""
    for error in delivery.errors:
        if isinstance(error, EnvironmentProblem) and error.diagnostic.code not in _ITS_OWN:
            raise error


def _unnamed(name: str) -> Entry:
    """Return what becomes of a specification whose name is no text; `name` has escapes."""
    why = Diagnostic("SX089", "the name of the file is no text in UTF-8", "error", name, hint="rename it")
    return Entry(name, name, "failed", errors=(why,))
