"""Doing a plan: what has to be made is made, what is complete is kept and remembered."""

from __future__ import annotations

import os
from contextlib import contextmanager
from queue import SimpleQueue
from time import perf_counter
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from specexport.batch import leftovers, work
from specexport.batch.links import Site
from specexport.batch.manifest import Manifest, Noted, Record, told
from specexport.batch.plan import output_name
from specexport.batch.stale import Judge, Waiting
from specexport.batch.worlds import Worlds
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, SpecExportError
from specexport.pipeline import environment
from specexport.pipeline.job import Written
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future

    from specexport.batch.executors import Force
    from specexport.batch.plan import Plan, Task
    from specexport.batch.work import Delivery, Order
    from specexport.pipeline.plan import Output

State: TypeAlias = Literal["made", "kept", "failed"]

_SAVE_EVERY = 0.5  # seconds between writings of what is remembered
# Problems of writing that concern one output; every other problem of the environment concerns all.
_ITS_OWN = frozenset({"SX030", "SX032", "SX083", "SX084", "SX085"})


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


class Run:
    """One run of a plan, and what it knows meanwhile."""

    def __init__(
        self,
        plan: Plan,
        force: Force,
        *,
        anew: bool = False,
        progress: Progress | None = None,
        report: Callable[[Diagnostic], None] = lambda _: None,
    ) -> None:
        self.plan = plan
        self.site = Site(str(plan.base), frozenset(task.name for task in plan.tasks))
        self.worlds = Worlds(plan)
        for style in {task.style for task in plan.tasks}:
            environment.load_style(style, plan.options, report)
            for target in plan.targets:
                self.worlds(style, target)  # a style that is wrong is told before anything starts
        self._by_name = {task.name: task for task in plan.tasks}
        self._anew = anew
        self._force = force
        self.progress = progress or Silent()
        self._report = report
        self._lasting: list[Executor] = []

    def do(self, tasks: Iterable[Task] | None = None, prune: bool = False) -> Summary:
        """Make what has to be made of `tasks`, by default all of the plan, and return what became of them.

        Raises EnvironmentProblem when the output folder cannot be written to, or nothing can be made at all.
        """
        began = perf_counter()
        self._probe()
        manifest = Manifest(self.plan.out, self._report)
        try:
            unnamed = self.plan.unnamed if tasks is None else ()
            summary = self._do(manifest, self.plan.tasks if tasks is None else tuple(tasks), unnamed)
            leftovers.copy_assets(self.plan, self.site, manifest)
            self._clean_up(manifest, summary, prune)
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
            return self.waiting(manifest, chosen), leftovers.find(self.plan, manifest)
        finally:
            manifest.close()

    def waiting(self, manifest: Manifest, tasks: Iterable[Task]) -> list[Waiting]:
        """Return what has to be made, the longest first."""
        judge = Judge(self.plan, manifest, self.worlds, self.site, self._anew)
        return judge.waiting(tasks)

    def _probe(self) -> None:
        """Find out whether outputs can be written at all, and remove what killed runs have left."""
        self._sweep()
        files.check_folder(self.plan.out)

    def _sweep(self) -> None:
        folders = {task.name.rpartition("/")[0] for task in self.plan.tasks}
        files.sweep(self.plan.out / folder for folder in folders | {""})

    def _do(self, manifest: Manifest, tasks: tuple[Task, ...], unnamed: tuple[str, ...]) -> Summary:
        waiting = self.waiting(manifest, tasks)
        busy = {one.order.name for one in waiting}
        summary = Summary([self._kept(task, manifest) for task in tasks if task.name not in busy])
        self.progress.begin(len(waiting) + len(unnamed), len(summary.entries))
        for entry in map(_unnamed, unnamed):
            summary.entries.append(entry)
            self.progress.done(entry)
        saved = perf_counter()
        for order, delivery in self._deliveries(waiting):
            self._stop_if_hopeless(delivery)
            self._remember(manifest, delivery)
            entry = self._entry(self._by_name[order.name], order, delivery, manifest)
            summary.entries.append(entry)
            self.progress.done(entry)
            if perf_counter() - saved > _SAVE_EVERY:
                manifest.save()
                saved = perf_counter()
        if waiting:
            self._sweep()  # once more: a process that is killed may take a while to be gone
        summary.entries.sort(key=lambda entry: entry.name)
        return summary

    # Working

    def _deliveries(self, waiting: list[Waiting]) -> Iterator[tuple[Order, Delivery]]:
        """Yield every order with what became of it, as they are done."""
        if not waiting:
            return
        orders = iter(one.order for one in waiting)
        done: SimpleQueue[tuple[Order, Future[Delivery]]] = SimpleQueue()
        flying: dict[str, Order] = {}
        with self._at_work(flying) as executor:
            send = self._sender(executor)

            def next_order() -> None:
                if (order := next(orders, None)) is not None:
                    flying[order.name] = order
                    send(order).add_done_callback(lambda future: done.put((order, future)))

            for _ in range(2 * self._force.count):
                next_order()
            while flying:
                self.progress.current(list(flying)[: self._force.count])
                order, future = done.get()
                del flying[order.name]
                next_order()
                yield order, _result(order, future)

    @contextmanager
    def lasting(self) -> Iterator[None]:
        """Keep the workers from one `do` to the next, also of a run that takes them over."""
        self._lasting = [self._start()]
        try:
            yield
        finally:
            self._lasting[0].shutdown(wait=False, cancel_futures=True)

    def take_over(self, other: Run) -> None:
        """Use the workers of `other`, which lasts, as far as they know all that they have to."""
        self._lasting = other._lasting
        if self.site != other.site and self._lasting:
            self._lasting[0].shutdown(wait=False, cancel_futures=True)
            self._lasting[0] = self._start()

    def _start(self) -> Executor:
        return self._force.make(work.settle, (self.site,))

    @contextmanager
    def _at_work(self, flying: dict[str, Order]) -> Iterator[Executor]:
        if self._lasting:
            yield self._lasting[0]
            return
        executor = self._start()
        try:
            yield executor
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            files.sweep(output.path.parent for order in flying.values() for output in order.outputs)
            raise
        executor.shutdown()

    def _sender(self, executor: Executor) -> Callable[[Order], Future[Delivery]]:
        if not self._force.travels:
            return lambda order: executor.submit(work.do, order)
        from specexport.batch.executors.remote import Sender

        return Sender(executor, self.site).send

    # Remembering

    def _remember(self, manifest: Manifest, delivery: Delivery) -> None:
        for made in delivery.made:
            path, record = output_name(delivery.name, made.target), self._record(delivery, made)
            manifest.keep(path, record)
            leftovers.keep_companions(path, record, manifest)
        if delivery.facts:
            manifest.note(delivery.name, Noted(delivery.source, self.worlds.facts, delivery.facts))

    def _record(self, delivery: Delivery, made: Written) -> Record:
        task = self._by_name[delivery.name]
        return Record(
            name=delivery.name,
            origin=self._origin(task),
            target=made.target,
            source=delivery.source,
            world=self.worlds(task.style, made.target),
            used=delivery.used,
            links=delivery.links,
            content=made.digest,
            size=made.bytes,
            modified=made.modified,
            seconds=made.seconds,
            pages=made.pages,
            anchors=dict(made.anchors),
            told=told(made.diagnostics),
            beside=made.parts,
        )

    def _origin(self, task: Task) -> str:
        return os.path.relpath(self.plan.base / task.name, os.path.realpath(self.plan.out)).replace(
            os.sep, "/"
        )

    def _stop_if_hopeless(self, delivery: Delivery) -> None:
        """Raise what would stop every other specification as well, such as a full disk, once it is met."""
        for error in delivery.errors:
            if isinstance(error, EnvironmentProblem) and error.diagnostic.code not in _ITS_OWN:
                raise error

    # Telling

    def _entry(self, task: Task, order: Order, delivery: Delivery, manifest: Manifest) -> Entry:
        made = {one.path for one in delivery.made}
        errors = tuple(_placed(one, task.job.spec) for error in delivery.errors for one in error.diagnostics)
        outputs = (
            output for output in task.job.outputs if output.path in made or output not in order.outputs
        )
        known = _known(task, outputs, manifest)
        return Entry(
            name=task.name,
            spec=task.job.spec,
            state="failed" if errors else "made" if made else "kept",
            outputs=tuple(_written(output, record, output.path in made) for output, record in known),
            errors=errors,
            diagnostics=_said(known),
            seconds=delivery.seconds,
            trace=delivery.trace,
        )

    def _kept(self, task: Task, manifest: Manifest) -> Entry:
        known = _known(task, task.job.outputs, manifest)
        outputs = tuple(_written(output, record, made=False) for output, record in known)
        return Entry(task.name, task.job.spec, "kept", outputs, diagnostics=_said(known))

    # Afterwards

    def _clean_up(self, manifest: Manifest, summary: Summary, prune: bool) -> None:
        summary.gone = leftovers.find(self.plan, manifest)
        if prune:
            leftovers.remove(self.plan.out, summary.gone, manifest)
            summary.pruned = True

    def _write_index(self, manifest: Manifest) -> None:
        """Write the index in the style that most specifications have."""
        from collections import Counter

        from specexport.batch.index import page

        ((style, _),) = Counter(task.style for task in self.plan.tasks).most_common(1)
        page.write(self.plan, manifest, style, self.worlds(style, "html"))


def _unnamed(name: str) -> Entry:
    """Return what becomes of a specification whose name is no text; `name` has escapes."""
    why = Diagnostic("SX089", "the name of the file is no text in UTF-8", "error", name, hint="rename it")
    return Entry(name, name, "failed", errors=(why,))


def _result(order: Order, future: Future[Delivery]) -> Delivery:
    """Return what a future holds; whatever kept it from being done is told as the document's failure."""
    try:
        return future.result()
    except SpecExportError as error:
        return work.Delivery(order.name, errors=(error,))
    except Exception as error:  # of an executor that is not ours
        hint = "export it alone; if that fails too, please report it with the specification"
        message = f"the worker failed: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
        return work.Delivery(
            order.name, errors=(SpecExportError(Diagnostic("SX083", message, "error", hint=hint)),)
        )


def _known(task: Task, outputs: Iterable[Output], manifest: Manifest) -> list[tuple[Output, Record]]:
    found = ((output, manifest.record(output_name(task.name, output.target))) for output in outputs)
    return [(output, record) for output, record in found if record]


def _written(output: Output, record: Record, made: bool) -> Written:
    return Written(
        path=output.path,
        target=output.target,
        bytes=record.size,
        pages=record.pages,
        seconds=record.seconds,
        diagnostics=record.diagnostics,
        made=made,
        digest=record.content,
        modified=record.modified,
        parts=record.beside,
        anchors=record.anchors,
    )


def _said(known: Iterable[tuple[Output, Record]]) -> tuple[Diagnostic, ...]:
    """Return what was said of outputs, each once."""
    said = {str(one): one for _, record in known for one in record.diagnostics}
    return tuple(said.values())


def _placed(diagnostic: Diagnostic, path: str) -> Diagnostic:
    return diagnostic if diagnostic.path else replace(diagnostic, path=path)
