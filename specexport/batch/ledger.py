"""What a run writes into the manifest of its output folder, and what it reads from there of every
specification.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.batch import leftovers
from specexport.batch.manifest import Noted, OutputRecord, stored
from specexport.batch.outcome import Entry
from specexport.batch.plan import output_name
from specexport.pipeline.job import Written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.batch.manifest import Manifest
    from specexport.batch.plan import Plan, Task
    from specexport.batch.stale import Fingerprints
    from specexport.batch.work import Delivery, Order
    from specexport.core.diagnostics import Diagnostic
    from specexport.pipeline.plan import Output


class Ledger:
    """The manifest of a plan, by its specifications: deliveries go in, entries of a summary come out."""

    def __init__(self, plan: Plan, manifest: Manifest, fingerprints: Fingerprints) -> None:
        self._plan = plan
        self._manifest = manifest
        self._fingerprints = fingerprints

    def remember(self, task: Task, delivery: Delivery) -> None:
        """Keep what is known of the outputs in `delivery`, and what the index says of their source."""
        for written in delivery.made:
            path, record = output_name(task.name, written.target), self._record(task, delivery, written)
            self._manifest.keep(path, record)
            leftovers.keep_companions(path, record, self._manifest)
        if delivery.facts:
            noted = Noted(delivery.source, self._fingerprints.of_facts(task.dialect), delivery.facts)
            self._manifest.note(task.name, noted)

    def _record(self, task: Task, delivery: Delivery, written: Written) -> OutputRecord:
        return OutputRecord(
            name=task.name,
            origin=self._origin(task),
            target=written.target,
            source=delivery.source,
            fingerprint=self._fingerprints.of(task, written.target),
            used=delivery.used,
            links=delivery.links,
            content=written.digest,
            size=written.bytes,
            modified=written.modified,
            seconds=written.seconds,
            pages=written.pages,
            anchors=dict(written.anchors),
            said=stored(written.diagnostics),
            beside=written.parts,
        )

    def _origin(self, task: Task) -> str:
        source = self._plan.base / task.name
        return os.path.relpath(source, os.path.realpath(self._plan.out)).replace(os.sep, "/")

    def entry(self, task: Task, order: Order, delivery: Delivery) -> Entry:
        """Return what became of `task`, for which there was an order."""
        made = {one.path for one in delivery.made}
        errors = tuple(_placed(one, task.job.spec) for error in delivery.errors for one in error.diagnostics)
        good = (one for one in task.job.outputs if one.path in made or one not in order.outputs)
        outputs = self._written(task, good, made)
        return Entry(
            name=task.name,
            spec=task.job.spec,
            state="failed" if errors else "made" if made else "kept",
            outputs=outputs,
            errors=errors,
            diagnostics=_said(outputs),
            seconds=delivery.seconds,
            trace=delivery.trace,
        )

    def kept(self, task: Task) -> Entry:
        """Return what there is of `task`, of which nothing had to be made."""
        outputs = self._written(task, task.job.outputs)
        return Entry(task.name, task.job.spec, "kept", outputs, diagnostics=_said(outputs))

    def _written(
        self, task: Task, outputs: Iterable[Output], made: Iterable[object] = ()
    ) -> tuple[Written, ...]:
        found = ((one, self._manifest.record(output_name(task.name, one.target))) for one in outputs)
        return tuple(_output(one, record, one.path in made) for one, record in found if record)


def _output(output: Output, record: OutputRecord, made: bool) -> Written:
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


def _said(outputs: Iterable[Written]) -> tuple[Diagnostic, ...]:
    """Return what was said of outputs, each once."""
    return tuple({str(one): one for written in outputs for one in written.diagnostics}.values())


def _placed(diagnostic: Diagnostic, path: str) -> Diagnostic:
    return diagnostic if diagnostic.path else replace(diagnostic, path=path)
