"""Which outputs have to be made again: those of which anything that they were made from is another."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.batch.manifest import is_intact
from specexport.batch.plan import FACTS, output_name
from specexport.batch.work import Order
from specexport.core import registry
from specexport.system.digests import digest_of_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from specexport.batch.links import Site
    from specexport.batch.manifest import Manifest, Record
    from specexport.batch.plan import Plan, Task
    from specexport.batch.worlds import Worlds
    from specexport.pipeline.plan import Output

_FACTS_RATE = 1e-6  # seconds for a byte of source


class Waiting(Struct, frozen=True):
    """An order, how many seconds it will take by all that is known, and the digest of its source."""

    order: Order
    seconds: float
    source: str


class Judge:
    """Compares what there is with what a manifest says that it was made from."""

    def __init__(
        self, plan: Plan, manifest: Manifest, worlds: Worlds, site: Site, force: bool = False
    ) -> None:
        self._plan = plan
        self._manifest = manifest
        self._worlds = worlds
        self._site = site
        self._force = force
        self._digests: dict[str, str] = {}

    def waiting(self, tasks: Iterable[Task]) -> list[Waiting]:
        """Return an order for every task that has something to be made, the longest first."""
        rates = _Rates()
        found = [order for task in tasks if (order := self._order(task, rates))]
        timed = [Waiting(order, sum(_seconds(known, rates)), source) for order, known, source in found]
        return sorted(timed, key=lambda one: (-one.seconds, one.order.name))

    def _order(self, task: Task, rates: _Rates) -> tuple[Order, list[tuple[str, int, float]], str] | None:
        source = digest_of_file(task.job.spec)
        records = {
            output: self._manifest.record(output_name(task.name, output.target))
            for output in task.job.outputs
        }
        size = _size(task.job.spec)
        rates.learn(size, records.values())
        stale = tuple(
            output for output in records if not self._is_fresh(task, output, records[output], source)
        )
        facts = self._plan.index and not self._has_facts(task, source)
        if not stale and not facts:
            return None
        known = [(output.target, size, _past(records[output])) for output in stale]
        if facts:
            known.append((FACTS, size, 0.0))
        fresh = (record for output, record in records.items() if record and output not in stale)
        anchors: Mapping[str, int] = next((record.anchors for record in fresh if record.anchors), {})
        look, options = self._worlds.style(task.style), self._plan.options
        order = Order(task.name, task.job.spec, stale, task.style, task.root, options, facts, anchors, look)
        return order, known, source

    def _is_fresh(self, task: Task, output: Output, record: Record | None, source: str) -> bool:
        return (
            record is not None
            and not self._force
            and record.source == source != ""
            and record.world == self._worlds(task.style, output.target)
            and self._are(self._plan.base, record.used)
            and all(self._site.kind(path) == kind for path, kind in record.links)
            and is_intact(output.path, record)
            and self._are(output.path.parent, record.beside)
        )

    def _are(self, folder: Path, known: Iterable[tuple[str, str]]) -> bool:
        """Return whether files, by their paths relative to `folder`, have the digests that are known."""
        return all(self._digest(os.path.join(folder, path)) == digest for path, digest in known)  # noqa: PTH118 - quicker

    def _digest(self, place: str) -> str:
        if place not in self._digests:
            self._digests[place] = digest_of_file(place)
        return self._digests[place]

    def _has_facts(self, task: Task, source: str) -> bool:
        noted = self._manifest.noted(task.name)
        return (
            not self._force
            and noted is not None
            and noted.source == source
            and noted.world == self._worlds.facts
        )


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - quicker
    except OSError:
        return 0


def _past(record: Record | None) -> float:
    return record.seconds if record else 0.0


def _seconds(known: Iterable[tuple[str, int, float]], rates: _Rates) -> Iterable[float]:
    return (past or size * rates.of(target) for target, size, past in known)


class _Rates:
    """Seconds for a byte of source, by target, learned from what has been made."""

    def __init__(self) -> None:
        self._sums: dict[str, tuple[float, int]] = {}

    def learn(self, size: int, records: Iterable[Record | None]) -> None:
        for record in records:
            if record:
                seconds, total = self._sums.get(record.target, (0.0, 0))
                self._sums[record.target] = seconds + record.seconds, total + size

    def of(self, target: str) -> float:
        seconds, size = self._sums.get(target, (0.0, 0))
        if size and seconds:
            return seconds / size
        return _FACTS_RATE if target == FACTS else registry.target(target).cost * 1e-6
