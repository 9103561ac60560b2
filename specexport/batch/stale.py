"""Which outputs have to be made again: those of which anything that they were made from is another."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.batch.manifest import is_intact
from specexport.batch.plan import FACTS, output_name
from specexport.batch.site.place import of_page
from specexport.batch.work import Order
from specexport.core import registry
from specexport.core.diagnostics import SpecExportError
from specexport.pipeline import environment
from specexport.system import folders, settings
from specexport.system.digests import digest, digest_of_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from specexport.batch.links import Site
    from specexport.batch.manifest import Manifest, OutputRecord
    from specexport.batch.plan import Plan, Task
    from specexport.core.context import SitePlace
    from specexport.pipeline.plan import Output

_FACTS_RATE = 1e-6  # seconds for a byte of source


class Fingerprints:
    """One digest of all that is the same for many outputs, by style and target: options, style, versions."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._styles: dict[str, str] = {}
        self._known: dict[tuple[str, str], str] = {}
        self._engines: dict[Path, str] = {}
        # Where pages are laid out as well, the other targets know the page of every anchor.
        self._layouts = [name for name in plan.targets if registry.target(name).pages]

    def of(self, task: Task, target: str) -> str:
        """Return the digest for one specification, with what is said where it lies."""
        own = (
            _in_dialect(self(task.style, target), task.dialect) + self._mapped(task, target) + _ordered(task)
        )
        return f"{own} {self._engine(_home(task))}" if "pdf" in self._layouts else own

    def __call__(self, style: str, target: str) -> str:
        """Return the digest. Raises EnvironmentProblem when there is no such style, or it is wrong."""
        if (style, target) not in self._known:
            paged = [] if target in self._layouts else self._layouts
            options = self._plan.options
            template = digest_of_file(options.docx_template) if options.docx_template else ""
            site = ("site", self.label(style)) if self._plan.site and target == "html" else ()
            parts = (versions(target), self.style(style), repr(options), template, *paged, *site)
            self._known[style, target] = digest("\0".join(parts).encode())
        return self._known[style, target]

    def _mapped(self, task: Task, target: str) -> str:
        """Return whether a Word file carries the map of its source, where the project says so."""
        if target != "docx" or self._plan.options.source_map is not None:
            return ""
        with suppress(SpecExportError):  # settings that are wrong are told where they are used
            return "" if settings.of_project(_home(task)).source_map else " unmapped"
        return ""

    def label(self, style: str) -> str:
        """Return what the way to the site is called in the language of a style."""
        from specexport.batch.index.page import said

        return said(style).title

    def _engine(self, folder: Path) -> str:
        """Return what lays out the PDF of specifications in a folder: another makes it again."""
        if folder not in self._engines:
            from specexport.renderers.pdf import engines

            asked = self._plan.options.pdf_engine
            with suppress(SpecExportError):  # settings that are wrong are told where they are used
                asked = asked or settings.of_project(folder).pdf_engine
            self._engines[folder] = engines.expected(asked or "auto")
        return self._engines[folder]

    def of_facts(self, dialect: str) -> str:
        """Return the digest of what facts for the index depend on, besides the specification."""
        return _in_dialect(self._facts, dialect)

    @cached_property
    def _facts(self) -> str:
        base = self._plan.base
        files = [place / name for place in settings.upward(base) for name in settings.FILES]
        forms = [digest_of_file(path) for path in self._forms()]
        searched = ("site",) if self._plan.site else ()
        return digest("\0".join((versions(""), *map(digest_of_file, files), *forms, *searched)).encode())

    def _forms(self) -> list[Path]:
        """Return the project's own templates, which tell how complete a specification is."""
        with suppress(SpecExportError):  # a configuration that is wrong is for `check` to tell
            return sorted(settings.of_project(self._plan.base).template_files().values())
        return []

    def style(self, name: str) -> str:
        """Return the digest of a style's files. Raises EnvironmentProblem as loading it does."""
        if name not in self._styles:
            self._styles[name] = digest_of_style(name)
        return self._styles[name]


def _ordered(task: Task) -> str:
    """Return what the project says of the parts of a folder's document."""
    if task.name.endswith("/"):
        with suppress(SpecExportError):  # settings that are wrong are told where they are used
            return "".join(f" {part!r}" for part in settings.of_project(_home(task)).document.parts)
    return ""


def _home(task: Task) -> Path:
    """Return the folder whose settings hold for a task: of a folder's document that itself."""
    place = Path(task.job.spec)
    return place if task.name.endswith("/") else place.parent


def _in_dialect(fingerprint: str, dialect: str) -> str:
    return f"{fingerprint} {dialect}" if dialect else fingerprint


def digest_of_style(name: str) -> str:
    """Return the digest of every file in the folders of a style and of those that it extends."""
    style = environment.load_style(name)
    lines = [style.name]
    for folder in style.folders:
        for at, inner, files in os.walk(folder):
            inner.sort()
            lines += (f"{file} {digest_of_file(Path(at, file))}" for file in sorted(files))
    return digest("\n".join(lines).encode())


def versions(target: str) -> str:
    """Return the versions of this program and of the packages that make `target`; without one, those of the
    packages that work on every document.
    """
    from specexport._version import __version__

    own = registry.target(target).packages if target else ()
    packages = {package for part in registry.parts() for package in part.packages} | {*own}
    known = _installed()
    normal = {package: _normal(package) for package in sorted(packages)}
    found = [f"{package} {known[name]}" for package, name in normal.items() if name in known]
    return "\n".join((f"specexport {__version__}", target, *found))


@cache
def _installed() -> dict[str, str]:
    """Return the version of every installed package, told by the names of their `.dist-info` folders.

    What importlib.metadata needs to read them costs more than all the rest of a run that makes nothing.
    """
    found: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError):
            for entry in os.listdir(place or os.curdir):  # noqa: PTH208 - quicker
                name, _, version = entry.removesuffix(".dist-info").partition("-")
                if entry.endswith(".dist-info"):
                    found.setdefault(_normal(name), version)
    return found


def _normal(name: str) -> str:
    """Return the name of a package as folders spell it (Binary distribution format, Escaping and Unicode)."""
    return name.replace("-", "_").replace(".", "_").lower()


class Waiting(Struct, frozen=True):
    """An order, how many seconds it will take by all that is known, and the digest of its source."""

    order: Order
    seconds: float
    source: str


class Judge:
    """Compares what there is with what a manifest says that it was made from."""

    def __init__(
        self, plan: Plan, manifest: Manifest, fingerprints: Fingerprints, site: Site, force: bool = False
    ) -> None:
        self._plan = plan
        self._manifest = manifest
        self._fingerprints = fingerprints
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
        source = folders.digest_of(task.job.spec)
        records = {
            output: self._manifest.record(output_name(task.name, output.target))
            for output in task.job.outputs
        }
        size = folders.size_of(task.job.spec)
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
        order = Order(
            name=task.name,
            spec=task.job.spec,
            outputs=stale,
            style=task.style,
            options=replace(self._plan.options, root=task.root, dialect=task.dialect),
            facts=facts,
            anchors=anchors,
            style_digest=self._fingerprints.style(task.style),
            site=self._site_of(task),
        )
        return order, known, source

    def _site_of(self, task: Task) -> SitePlace | None:
        """Return where the page of `task` finds the site, if there is one."""
        return of_page(task.name, self._fingerprints.label(task.style)) if self._plan.site else None

    def _is_fresh(self, task: Task, output: Output, record: OutputRecord | None, source: str) -> bool:
        return (
            record is not None
            and not self._force
            and record.source == source != ""
            and record.fingerprint == self._fingerprints.of(task, output.target)
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
            and noted.fingerprint == self._fingerprints.of_facts(task.dialect)
        )


def _past(record: OutputRecord | None) -> float:
    return record.seconds if record else 0.0


def _seconds(known: Iterable[tuple[str, int, float]], rates: _Rates) -> Iterable[float]:
    return (past or size * rates.of(target) for target, size, past in known)


class _Rates:
    """Seconds for a byte of source, by target, learned from what has been made."""

    def __init__(self) -> None:
        self._sums: dict[str, tuple[float, int]] = {}

    def learn(self, size: int, records: Iterable[OutputRecord | None]) -> None:
        for record in records:
            if record:
                seconds, total = self._sums.get(record.target, (0.0, 0))
                self._sums[record.target] = seconds + record.seconds, total + size

    def of(self, target: str) -> float:
        seconds, size = self._sums.get(target, (0.0, 0))
        if size and seconds:
            return seconds / size
        return _FACTS_RATE if target == FACTS else registry.target(target).cost * 1e-6
