"""The verb diff: two versions of a specification, from files or from git, as one document and as facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from specexport.compare import documents, front, meaning, shown, summary
from specexport.compare.reports import Told
from specexport.compare.signatures import PROGRAM
from specexport.core.context import Resources, Source
from specexport.core.limits import exceeded
from specexport.core.options import DEFAULTS, Options
from specexport.pipeline import environment, flow, job, plan
from specexport.system import finder, folders, git

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator

    from specexport.compare.signatures import Signature
    from specexport.core.context import Context
    from specexport.core.diagnostics import Diagnostic, SpecExportError
    from specexport.model.document import Document, Pos
    from specexport.specification.data import Facts
    from specexport.style import Style


class Version(Struct, frozen=True):
    """A version of a specification: what it is called, its source, and the files that it may name.

    `resources` are None for one on the disk. `lines` say who wrote each of its lines, where git knows it, and
    `author` and `date` who made it, and when.
    """

    label: str
    source: Source
    resources: Resources | None = None
    lines: Mapping[int, git.Commit] = {}
    author: str = ""
    date: str = ""


def of_file(path: str | os.PathLike[str], options: Options = DEFAULTS) -> Version:
    """Return the version in a file, or in a folder that is a document.

    Raises SpecExportError when it cannot be read.
    """
    source = folders.read(path, options.limits)
    return Version(Path(source.name).name, source)


def since(
    path: str | os.PathLike[str], revision: str, until: str = "", options: Options = DEFAULTS
) -> tuple[Version, Version]:
    """Return the versions of a file or a folder in two revisions; it as it is without `until`.

    Raises EnvironmentProblem (SX087) when git cannot tell.
    """
    place = Path(path)
    repository = git.Repository(place if place.is_dir() else place.parent)
    name = repository.path(place)
    commit = repository.commit(revision)
    if place.is_dir():
        return _folders(repository, place, (revision, until), options)
    old = _at(repository, commit, repository.called(commit, name), revision, options)
    last = repository.last(commit, name, repository.commit(until) if until else "HEAD")
    who = last.author if last else repository.user
    if until:
        later = repository.commit(until)
        new = _at(repository, later, repository.called(later, name), until, options)
        lines = repository.lines(repository.called(later, name), later)
    else:
        new = of_file(path, options)
        lines = repository.lines(name)
        who = who or repository.user
    return old, replace(new, lines=lines, author=who, date=last.date if last else "")


def _folders(
    repository: git.Repository, place: Path, revisions: tuple[str, str], options: Options
) -> tuple[Version, Version]:
    """Return the versions of a folder that is a document."""
    name, (since, until) = repository.path(place), revisions
    old = _folder_at(repository, name, since, options)
    new = _folder_at(repository, name, until, options) if until else of_file(place, options)
    last = repository.last(repository.commit(since), name, repository.commit(until) if until else "HEAD")
    who = last.author if last else repository.user
    return old, replace(new, author=who, date=last.date if last else "")


def _folder_at(repository: git.Repository, name: str, label: str, options: Options) -> Version:
    commit, above = repository.commit(label), "" if name == "." else f"{name}/"
    paths = (path.removeprefix(above) for path in repository.names(commit, name))
    inside = [path for path in paths if folders.may_be_read(path)]
    left = options.limits.source_bytes
    if left and sum(repository.size(commit, above + path) or 0 for path in inside) > left:
        raise exceeded("source_bytes", f"the files of the folder in {label} are too large", path=name)
    if not inside:
        raise git.problem(f"{name} has no files in {label}")
    found = tuple(Source(repository.file(commit, above + path), path) for path in inside)
    source = Source(b"", f"{repository.top / name}/", found)
    return Version(label, source, git.Revision(repository, commit, f"{above}page.md", options.limits))


def _at(repository: git.Repository, commit: str, name: str, label: str, options: Options) -> Version:
    data = repository.file(commit, name)
    resources = git.Revision(repository, commit, name, options.limits)
    return Version(label, Source(data, str(repository.top / name)), resources)


def difference(
    old: Version,
    new: Version,
    style: str | os.PathLike[str] | Style = "base",
    *,
    options: Options = DEFAULTS,
    facts: bool = True,
    report: Callable[[Diagnostic], None] | None = None,
) -> Told:
    """Return two versions of a specification as one document that shows what changed, and what is told of it.

    Raises SpecExportError when one cannot be read.
    """
    look = environment.load_style(style, options, report)
    here, there = (_loaded(one, look, options, report) for one in (old, new))
    document = documents.compare(here.document, there.document, signature(new))
    one = not (old.source.files or new.source.files)  # what a folder says is not one specification's
    changes = _meaning(here.context, there.context) if facts and one else []
    return Told(document, summary.summary(document), tuple(changes), old.label, new.label)


def signature(new: Version) -> Signature:
    """Return what signs changes: who wrote a line that was inserted, else who made the version."""
    author = new.author or PROGRAM
    date = new.date or f"{environment.today().isoformat()}T00:00:00Z"

    def sign(pos: Pos | None, inserted: bool) -> tuple[tuple[str, str], ...]:
        known = new.lines.get(pos.line) if inserted and pos and not pos.path else None
        if known and known.author:
            return ("author", known.author), ("date", known.date or date)
        return ("author", author), ("date", date)

    return sign


Layout = Literal["", "side-by-side", "folded"]


def write(
    told: Told,
    new: Version,
    wanted: Iterable[plan.Output],
    style: Style,
    options: Options = DEFAULTS,
    *,
    layout: Layout = "",
    report: Callable[[Diagnostic], None] | None = None,
) -> Iterator[job.Written | SpecExportError]:
    """Write a comparison as documents and yield each, or the error for which it is not."""
    context = environment.on_disk(new.source, style, options, resources=new.resources, report=report)
    notes = job.Notes(context.report)
    context = replace(context, report=notes)
    for output in sorted(wanted, key=lambda one: flow.rank(one.target)):
        document = shaped(told, layout if output.target == "html" else "")
        loaded = job.Loaded(document, context, notes, (), perf_counter())
        yield from job.outputs(loaded, (output,), job.write)


def export_since(
    planned: plan.Job,
    revision: str,
    style: Style,
    options: Options = DEFAULTS,
    together: Mapping[str, plan.Job] | None = None,
    report: Callable[[Diagnostic], None] | None = None,
) -> Iterator[job.Written | SpecExportError]:
    """Export a file as it is, with bars beside what changed since a revision, and what that is at its top.

    `together` are all jobs of the run, as `job.run` has them.
    """
    exported = partial(plan.exported, planned, together) if together else None
    try:
        old, new = since(planned.spec, revision, "", options)
        told = difference(old, new, style, options=options, report=report)
        document = shown.barred(fronted(told))
        context = environment.on_disk(new.source, style, options, report=report, exported=exported)
    except Exception as error:  # one document's failure is a result, whatever it is
        yield job.as_error(error, planned.spec)
        return
    notes = job.Notes(context.report)
    loaded = job.Loaded(document, replace(context, report=notes), notes, (), perf_counter())
    yield from job.outputs(loaded, planned.outputs, job.write)


def shaped(told: Told, layout: Layout = "") -> Document:
    """Return a comparison as it is shown: whole, both versions side by side, or what is the same folded."""
    document = fronted(told)
    if layout == "side-by-side":
        return shown.side_by_side(document, told.old, told.new)
    return shown.folded(document) if layout == "folded" else document


def fronted(told: Told) -> Document:
    """Return a comparison that begins with what changed."""
    return front.fronted(told.document, told.summary, told.facts, told.old, told.new)


class FileChange(Struct, frozen=True):
    """A file of two folders: its path in each, empty where it has none there, and what became of it."""

    name: str
    what: Literal["added", "removed", "renamed", "changed", "same"]
    old: str = ""
    new: str = ""


def in_folders(old: str, new: str) -> list[FileChange]:
    """Return what became of each specification of two folders, in the order of the new one."""
    here, there = (list(finder.specs(Path(folder))) for folder in (old, new))
    gone = [name for name in here if name not in there]
    found = []
    for name in there:
        path = str(Path(new, name))
        if name in here:
            before = str(Path(old, name))
            same = Path(before).read_bytes() == Path(path).read_bytes()
            found.append(FileChange(name, "same" if same else "changed", before, path))
        elif origin := _origin(path, old, gone):
            gone.remove(origin)
            found.append(FileChange(name, "renamed", str(Path(old, origin)), path))
        else:
            found.append(FileChange(name, "added", new=path))
    return [*found, *(FileChange(name, "removed", old=str(Path(old, name))) for name in gone)]


_LEAST_ALIKE = 0.5
"""The least share of lines that a file has in common with what it was renamed from, as git's."""


def _origin(path: str, folder: str, gone: Iterable[str]) -> str:
    """Return which of the files that are `gone` from a folder one was renamed from, nothing for a new one."""
    lines = _lines(path)
    shares = {}
    for name in gone:
        other = _lines(str(Path(folder, name)))
        total = lines.total() + other.total()
        shares[name] = 2 * (lines & other).total() / total if total else 0.0
    best = max(shares, key=lambda name: shares[name], default="")
    return best if best and shares[best] >= _LEAST_ALIKE else ""


def _lines(path: str) -> Counter[bytes]:
    return Counter(line for line in Path(path).read_bytes().splitlines() if line.strip())


def _loaded(
    version: Version, style: Style, options: Options, report: Callable[[Diagnostic], None] | None
) -> job.Loaded:
    context = environment.on_disk(version.source, style, options, resources=version.resources, report=report)
    return job.load(context)


def _meaning(here: Context, there: Context) -> list[meaning.FactChange]:
    from specexport.specification.requirements import stated

    before, after = _facts(here), _facts(there)
    return meaning.meaning(before[0], after[0], stated(before[1]), stated(after[1]))


def _facts(context: Context) -> tuple[Facts, Document]:
    from specexport.core.context import unheard
    from specexport.specification import view as views
    from specexport.specification.data import facts
    from specexport.specification.forms import choose

    quiet = replace(context, report=unheard)
    view = views.read(context.source, quiet)
    settings = context.project()
    match = choose.choose(view, choose.names(settings), quiet, settings.check.template)
    return facts(view, match.form, quiet), view.document
