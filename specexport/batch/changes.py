"""What changed in each specification of a batch since a git revision: lines, and a page beside the index."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from specexport.api import differences
from specexport.batch import since
from specexport.batch.plan import Task
from specexport.compare import front
from specexport.compare.reports import Told
from specexport.core.context import Source
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, SpecExportError
from specexport.model import document as d
from specexport.model import walk
from specexport.pipeline import environment, flow
from specexport.system import files, git

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from specexport.batch.plan import Plan

PAGE = "changes.html"
_NEW = "new since then"


class Change(Struct, frozen=True):
    """What became of a specification: `told` is None for one that the revision did not have."""

    task: Task
    told: Told | None = None

    @property
    def text(self) -> str:
        """What became of it in a sentence."""
        told = self.told
        return front.sentence(told.summary, told.facts, told.old, told.new) if told else _NEW


def found(plan: Plan, revision: str, report: Callable[[Diagnostic], None]) -> Iterator[Change]:
    """Yield what changed since `revision` in each specification of which a file did; what fails is reported.

    Files that it includes do not count. Raises EnvironmentProblem (SX087) when git cannot tell.
    """
    changed = since.changes(plan.base, revision)
    repository = git.Repository(plan.base)
    commit = repository.commit(revision)
    for task in plan.tasks:
        path = plan.base / task.name
        if not _is_changed(path, changed):
            continue
        if _is_new(repository, commit, path):
            yield Change(task)
            continue
        try:
            old, new = differences.since(path, revision, "", plan.options)
            yield Change(task, differences.difference(old, new, task.style, options=plan.options))
        except EnvironmentProblem:
            raise
        except SpecExportError as error:
            for diagnostic in error.diagnostics:
                report(diagnostic)


def _is_changed(path: Path, changed: frozenset[str]) -> bool:
    """Return whether a file is among those that changed, or a file of a folder."""
    real = os.path.realpath(path)
    if path.is_dir():
        return any(one.startswith(real + os.sep) for one in changed)
    return real in changed and path.is_file()


def _is_new(repository: git.Repository, commit: str, path: Path) -> bool:
    name = repository.path(path)
    if path.is_dir():
        return not repository.names(commit, name)
    return repository.size(commit, repository.called(commit, name)) is None


def check(plan: Plan, revision: str) -> None:
    """Refuse what could not be said in the end.

    Raises EnvironmentProblem: SX015 a specification is written where the page would be, SX087 git does not
    know the revision.
    """
    git.Repository(plan.base).commit(revision)
    place = str(plan.out / PAGE).casefold()
    for task in plan.tasks:
        if any(str(output.path).casefold() == place for output in task.job.outputs):
            message = f"{task.name} and what changed would both write {plan.out / PAGE}"
            hint = "rename it, or exclude it in specexport.toml"
            raise EnvironmentProblem(Diagnostic("SX015", message, "error", hint=hint))


def write(plan: Plan, changes: Iterable[Change], revision: str) -> Path:
    """Write the page that says what changed in each, and return its place."""
    style = environment.load_style(plan.tasks[0].style if plan.tasks else "base", plan.options)
    document = _document(plan, tuple(changes), revision)
    context = environment.in_memory(Source(b"", PAGE), style, plan.options)
    place = plan.out / PAGE
    files.write(place, flow.render(document, "html", context).data)
    return place


def _document(plan: Plan, changes: tuple[Change, ...], revision: str) -> d.Document:
    blocks: list[d.Block] = []
    for change in changes:
        blocks.append(d.Header(level=1, content=(_led(plan, change.task),)))
        blocks += _told(change.told) if change.told else [d.Para(content=(d.Str(text=_NEW),))]
    title = (d.Str(text=f"{front.TITLE} since {revision}"),)
    if not blocks:
        blocks.append(d.Para(content=(d.Str(text="Nothing changed."),)))
    return d.Document(meta=d.Meta(title=title), blocks=tuple(blocks))


def _told(told: Told) -> tuple[d.Block, ...]:
    """Return what changed in one; its sections are named, but they are on another page."""

    def unlinked(node: d.Link) -> tuple[d.Inline, ...]:
        return node.content

    return walk.rewrite(front.blocks(told.summary, told.facts, told.old, told.new), unlinked, d.Link)


def _led(plan: Plan, task: Task) -> d.Inline:
    """Return the name of a specification, as a link to its page where that is made."""
    name = d.Str(text=task.name)
    page = next((one.path for one in task.job.outputs if one.target == "html"), None)
    if page is None:
        return name
    return d.Link(content=(name,), url=quote(os.path.relpath(page, plan.out).replace(os.sep, "/")))
