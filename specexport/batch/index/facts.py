"""What an index says of a specification: what it is, how complete, what is at risk or open."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from specexport.api import specifications
from specexport.batch.site.text import SearchedSection, sections
from specexport.core.diagnostics import SpecExportError
from specexport.core.options import Options
from specexport.folders import open_points, progress
from specexport.model import document as d
from specexport.model import walk
from specexport.model.information import date_of, target
from specexport.pipeline import folder
from specexport.specification import data as spec_facts
from specexport.specification import view as views
from specexport.specification.check import run
from specexport.specification.check.links import Neighbours
from specexport.specification.forms import choose
from specexport.system import settings as project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.core.context import Context, Source
    from specexport.core.diagnostics import Diagnostic
    from specexport.folders import Plan
    from specexport.specification.view import View

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OPEN = re.compile(r"\b(open|unresolved|outstanding) (questions?|issues?|points?|decisions?)\b")
_OWNERS = ("owner", "document owner", "owners", "dri", "responsible")


class IndexedRisk(msgspec.Struct, frozen=True):
    """A risk, and the line of the source where it stands."""

    risk: str
    level: str
    impact: str
    mitigation: str
    line: int


class Question(msgspec.Struct, frozen=True, omit_defaults=True):
    """An open question, the line of the source where it stands, and of a folder the file."""

    question: str
    line: int
    path: str = ""


class Tasks(msgspec.Struct, frozen=True):
    """How many tasks are done, and how many there are."""

    done: int
    all: int


class IndexedFacts(msgspec.Struct, frozen=True):
    """What an index says of one specification. `complete` is in percent, None where it could not be checked.

    `findings` are the numbers of what `check` finds, by severity. Of a folder `convention` is its kind,
    `parts` are its texts by their paths in it, and `tasks` says how many are done. `sections` are what is
    searched where there is a site; the index itself has none of them.
    """

    title: str
    kind: str = ""
    status: str = ""
    owner: str = ""
    version: str = ""
    created: str = ""
    updated: str = ""
    complete: int | None = None
    findings: dict[str, int] = {}
    risks: tuple[IndexedRisk, ...] = ()
    questions: tuple[Question, ...] = ()
    convention: str | msgspec.UnsetType = msgspec.UNSET
    parts: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    tasks: Tasks | msgspec.UnsetType = msgspec.UNSET
    sections: tuple[SearchedSection, ...] | msgspec.UnsetType = msgspec.UNSET


def found(name: str, document: d.Document, context: Context) -> bytes:
    """Return the facts of the specification `name` as JSON; `document` is that of the source of `context`."""
    meta = document.meta
    facts = IndexedFacts(
        title=walk.plain(meta.title) or name.rpartition("/")[2].rpartition(".")[0],
        kind=meta.kind,
        status=meta.status,
        owner=_owner(meta),
        version=meta.version,
        created=meta.created,
        updated=meta.updated or meta.created,
    )
    with suppress(SpecExportError):  # its configuration may be wrong, which is for `check` to tell
        if context.source.files:
            facts = _of_folder(facts, document, context)
        else:
            facts = _checked(facts, context.source, context.options)
    if context.site:
        facts = msgspec.structs.replace(facts, sections=sections(document))
    return msgspec.json.encode(facts)


def _owner(meta: d.Meta) -> str:
    named = (walk.plain(field.content) for field in meta.fields if field.name.strip().lower() in _OWNERS)
    return next(filter(None, named), ", ".join(meta.authors))


def _of_folder(facts: IndexedFacts, document: d.Document, context: Context) -> IndexedFacts:
    """Return what an index says of a folder: what it says of its parts, and what only the whole tells."""
    made = folder.plan(context.source, context)
    parts = [(one.source, _checked(facts, one.source, context.options)) for one in _parts(made, context)]
    tasks = progress.of_document(document)
    counts: Counter[str] = Counter()
    for _, part in parts:
        counts.update(part.findings)
    known = [part.complete for _, part in parts if part.complete is not None]
    return msgspec.structs.replace(
        facts,
        convention=made.kind,
        parts=tuple(source.name.removeprefix(context.source.name) for source, _ in parts),
        updated=_newest(document.meta) or facts.updated,
        complete=sum(known) // len(known) if known else None,
        findings=dict(sorted(counts.items())),
        risks=tuple(risk for _, part in parts for risk in part.risks),
        questions=tuple(
            Question(one.said, one.pos.line if one.pos else 0, one.pos.path if one.pos else "")
            for one in open_points.of_document(document)
        ),
        tasks=Tasks(tasks.done, tasks.all) if tasks.all else msgspec.UNSET,
    )


def _parts(made: Plan, context: Context) -> Iterator[Context]:
    """Yield the contexts of the parts that are specifications, which appendices are not."""
    chapters = {context.source.name + part.path for part in made.parts if part.role == "chapter"}
    return (one for one in folder.parts(context.source, context, made) if one.source.name in chapters)


def _newest(meta: d.Meta) -> str:
    """Return the last day that the parts name as that of a change, nothing where none does."""
    names = {"created", "updated"}
    dated = (field for field in meta.fields if target(field.name.partition(" (")[0]) in names)
    days = (date_of(walk.plain(field.content)) for field in dated)
    return max((day for day in days if _DAY.fullmatch(day)), default="")


def _checked(facts: IndexedFacts, source: Source, options: Options) -> IndexedFacts:
    noted: list[Diagnostic] = []
    folder = Path(source.name).parent
    context = msgspec.structs.replace(
        specifications.context_of(source), options=Options(dialect=options.dialect)
    )
    settings = project.of_project(folder)
    view = views.read(source, msgspec.structs.replace(context, report=noted.append), Neighbours(folder))
    result = run.judge(view, noted, context, settings)
    match = choose.choose(view, choose.names(settings), context, settings.check.template)
    risks = spec_facts.facts(view, match.form, context).risks
    counts: dict[str, int] = {}
    for told in result.diagnostics:
        counts[told.severity] = counts.get(told.severity, 0) + 1
    return msgspec.structs.replace(
        facts,
        complete=result.score.percent,
        findings=counts,
        risks=tuple(IndexedRisk(one.risk, one.level, one.impact, one.mitigation, one.line) for one in risks),
        questions=tuple(_questions(view)),
    )


def _questions(view: View) -> Iterator[Question]:
    for section in view.sections:
        if _OPEN.search(section.key):
            for block in section.blocks:
                yield from _asked(block)


def _asked(block: d.Block) -> Iterator[Question]:
    match block:
        case d.BulletList() | d.OrderedList():
            for item in block.items:
                if not item.checked and (text := walk.plain(item.content)):
                    yield Question(text, item.pos.line if item.pos else 0)
        case d.Table():
            for row in block.body:
                if text := walk.plain(row.cells[0].content) if row.cells else "":
                    yield Question(text, row.pos.line if row.pos else 0)
        case d.Para():
            if (text := walk.plain(block.content)).endswith("?"):
                yield Question(text, block.pos.line if block.pos else 0)
        case _:
            pass
