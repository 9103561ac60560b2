"""What an export is going to write, settled and checked before anything starts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core import registry
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.system import folders
from specexport.system.files import STREAM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

DEFAULT_TARGETS = ("html", "pdf", "docx")


class Output(Struct, frozen=True):
    """A file to be written: its target, and its path (`-` is standard output)."""

    target: str
    path: Path


class Job(Struct, frozen=True):
    """A source, by its path (`-` is standard input), and what is to be made of it."""

    spec: str
    outputs: tuple[Output, ...]


def plan(
    specs: Sequence[str | os.PathLike[str]],
    to: Iterable[str] | None = None,
    output: str | os.PathLike[str] | None = None,
) -> tuple[Job, ...]:
    """Return what exporting `specs` writes, one job for each, in order.

    `to` are targets, by default what the suffix of `output` says, else DEFAULT_TARGETS. `output` is a file
    when it has a suffix and is no folder, else a folder; by default files go beside their source. Raises
    EnvironmentProblem: SX010 a target is unknown, SX015 two files would be one, SX016 `output` is one file
    and several are asked for, SX017 a source would be overwritten, SX018 the suffix of `output` says
    nothing or something else.
    """
    place = None if output is None else os.fspath(output)
    single = place if place is not None and is_file(place) else None
    targets = _targets(to, single)
    jobs = tuple(_job(os.fspath(spec), targets, place, single) for spec in specs)
    if single is not None and len(jobs) * len(targets) > 1:
        hint = "name a folder, or one specification and one target"
        raise _problem("SX016", f"{single} is one file, but {len(jobs) * len(targets)} are asked for", hint)
    check_distinct(jobs)
    return jobs


def is_file(place: str) -> bool:
    """Return whether an output is one file, or standard output: what has a suffix and is no folder."""
    if place == STREAM:
        return True
    return not place.endswith(("/", os.sep)) and bool(Path(place).suffix) and not Path(place).is_dir()


def _targets(to: Iterable[str] | None, single: str | None) -> tuple[str, ...]:
    asked = called(to or ())
    if single is None:
        return asked or DEFAULT_TARGETS
    if single == STREAM:
        if not asked:
            raise _problem("SX018", "standard output says no target", "name one with -t")
        return asked
    return _agreed(asked, single)


def called(targets: Iterable[str]) -> tuple[str, ...]:
    """Return the names of `targets`, each once, whatever people call them.

    Raises EnvironmentProblem (SX010) for the first that nothing renders.
    """
    names = tuple(dict.fromkeys(map(registry.target_called, targets)))
    for name in names:
        registry.target(name)
    return names


def _agreed(asked: tuple[str, ...], single: str) -> tuple[str, ...]:
    """Return the targets for one file, whose suffix may name one and may not contradict those asked for."""
    suffixes = tuple(suffix for name in asked for suffix in registry.target(name).suffixes)
    if suffixes and single.lower().endswith(suffixes):
        return asked
    meant = registry.named("renderers", single)
    if not asked and not meant:
        hint = "name one with -t, or end the name in " + ", ".join(sorted(registry.suffixes("renderers")))
        raise _problem("SX018", f"the suffix of {single} says no target", hint)
    if asked and meant:
        hint = "leave out one of the two, or make them agree"
        raise _problem("SX018", f"{single} is named for {meant}, but {', '.join(asked)} is asked for", hint)
    return asked or (str(meant),)


def _job(spec: str, targets: tuple[str, ...], place: str | None, single: str | None) -> Job:
    if single is not None:
        return Job(spec, tuple(Output(target, Path(single)) for target in targets))
    if spec == STREAM:
        folder, stem = Path(place or "."), "specification"
    elif os.path.isdir(spec):  # noqa: PTH112 - quicker
        folder, stem = beside(spec) if place is None else Path(place), Path(spec).resolve().name
    else:
        folder, stem = Path(place) if place is not None else Path(spec).parent, Path(spec).stem
    return Job(spec, tuple(Output(target, folder / f"{stem}{registry.suffix(target)}") for target in targets))


def beside(folder: str) -> Path:
    """Return where what is made of a folder goes: beside it, but not above the current folder."""
    return Path() if Path.cwd().is_relative_to(Path(folder).resolve()) else Path(folder).parent


def check_distinct(jobs: Iterable[Job]) -> None:
    """Refuse what would write one file twice or a source over itself, links and letter case seen through.

    Raises EnvironmentProblem: SX015 two files would be one, SX017 a source would be overwritten.
    """
    jobs, identity = tuple(jobs), _Identities()
    sources = {identity(job.spec): job.spec for job in jobs if job.spec != STREAM}
    for job in jobs:
        sources |= {identity(part): part for part in _parts(job)}
    writers: dict[str, str] = {}
    for job in jobs:
        for output in job.outputs:
            if str(output.path) == STREAM:
                continue
            place = identity(output.path)
            if place in sources:
                hint = "choose another place with -o"
                raise _problem("SX017", f"{output.path} is a source and would be overwritten", hint)
            if place in writers:
                hint = "export them one by one, or rename one"
                first = writers[place]
                raise _problem("SX015", f"{first} and {job.spec} would both write {output.path}", hint)
            writers[place] = job.spec


def _parts(job: Job) -> Iterator[str]:
    """Yield the files of the folder `job` makes a document of, where something is to be written into it."""
    if job.spec == STREAM or not os.path.isdir(job.spec):  # noqa: PTH112 - quicker
        return
    real = os.path.realpath(job.spec)
    if any(os.path.realpath(output.path).startswith(real + os.sep) for output in job.outputs):
        yield from (os.path.join(job.spec, name) for name in folders.files(Path(job.spec)))  # noqa: PTH118 - as named


def together(jobs: Iterable[Job]) -> dict[str, Job]:
    """Return `jobs` by the identity of their sources, as `exported` needs them."""
    return {_identity(Path(job.spec)): job for job in jobs if job.spec != STREAM}


def exported(job: Job, jobs: Mapping[str, Job], path: str, target: str) -> str:
    """Return where what is made of the source at `path` goes, relative to what is made of `job`'s.

    `path` is relative to `job`'s source, `jobs` are those of `together`. Empty when it is not exported for
    `target` too.
    """
    home = Path(job.spec) if os.path.isdir(job.spec) else Path(job.spec).parent  # noqa: PTH112 - quicker
    other = jobs.get(_identity(home / path)) if path and "\0" not in path else None
    here, there = _place(job, target), _place(other, target) if other else None
    return os.path.relpath(there, here.parent).replace(os.sep, "/") if here and there else ""


def _place(job: Job, target: str) -> Path | None:
    places = (made.path for made in job.outputs if made.target == target and str(made.path) != STREAM)
    return next(places, None)


def _identity(path: str | os.PathLike[str]) -> str:
    return os.path.realpath(path).casefold()


class _Identities:
    """What files are told apart by, as `_identity`, with every folder's links followed once."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def __call__(self, path: str | os.PathLike[str]) -> str:
        folder, name = os.path.split(path)
        if name in ("", os.curdir, os.pardir) or os.path.islink(path):  # noqa: PTH114 - quicker
            return _identity(path)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        return os.path.join(self._folders[folder], name).casefold()  # noqa: PTH118 - quicker


def _problem(code: str, message: str, hint: str) -> EnvironmentProblem:
    return EnvironmentProblem(Diagnostic(code, message, "error", hint=hint))
