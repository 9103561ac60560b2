"""One document from elsewhere to one Markdown file with its pictures beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import style as styles
from specexport.api import specifications
from specexport.api.importing.fitting import fit
from specexport.api.importing.report import Report
from specexport.core import registry
from specexport.core.context import Context, Source, unheard
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.model import appendices, walk
from specexport.model import document as d
from specexport.passes.anchors import Slugger, relinked
from specexport.pipeline import flow, job, plan
from specexport.specification.forms import choose
from specexport.system import files, settings

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from specexport.core.settings import ProjectSettings
    from specexport.specification.forms.form import Form

# What makes of a document that was read one whose sections and pictures are known.
_PASSES = ("anchors", "metadata", "linebreaks", "handmade", "headings", "media")


def import_document(
    source: str | os.PathLike[str],
    output: str | os.PathLike[str] | None = None,
    template: str = "",
    *,
    reader: str | None = None,
    force: bool = False,
    config: ProjectSettings | None = None,
    report: Callable[[Diagnostic], None] | None = None,
) -> Report:
    """Write the document at the path `source` as a Markdown specification, and return what was done.

    `output` is a file, a folder or `-` for standard output, by default the source's name with `.md`. With a
    `template`, sections go where it has them, and what has no place there goes under a heading of its own.
    Pictures are saved in a folder beside the specification. A file that is there already is only overwritten
    with `force`. `reader` names the source's format, by default told from its suffix. `report` is called with
    every diagnostic.

    Raises EnvironmentProblem: SX062 there is no such template, SX063 a file stands there already; and
    SpecExportError when the source cannot be read. Standard output takes no pictures beside it (SX016).
    """
    place = _place(source, output)
    form = _form(template, config or settings.of_project(place.parent, report)) if template else None
    original = files.read_source(source)
    context = _context(original, report)
    document = _read(original, context, reader)
    done = fit(document, form) if form else None
    document = _linked(done.document if done else document)
    if form and form.kind and not document.meta.kind:
        document = replace(document, meta=replace(document.meta, kind=form.kind))
    written = replace(context, source=replace(original, name=place.name))
    made = flow.render(document, "md", written)
    if str(place) != files.STREAM:
        _check_free([place, *(place.parent / name for name in made.files)], original, force)
    job.write(plan.Output("md", place), made)
    pictures = tuple(made.files)
    if done is None:
        return Report(str(place), pictures=pictures)
    return Report(str(place), template, done.matched, done.missing, done.extra, done.other, pictures)


def _place(source: str | os.PathLike[str], output: str | os.PathLike[str] | None) -> Path:
    name = "specification.md" if str(source) == files.STREAM else f"{Path(source).stem}.md"
    if output is None:
        return (Path() if str(source) == files.STREAM else Path(source).parent) / name
    as_folder = str(output) != files.STREAM and Path(output).is_dir()
    return Path(output) / name if as_folder else Path(output)


def _form(template: str, config: ProjectSettings) -> Form:
    known = choose.names(config)
    if template not in known:
        hint = f"known: {', '.join(known)}"
        raise EnvironmentProblem(
            Diagnostic("SX062", f"there is no template {template!r}", "error", hint=hint)
        )
    return choose.load(
        known[template], template, specifications.context_of(Source(b"", str(known[template])))
    )


def _context(source: Source, report: Callable[[Diagnostic], None] | None) -> Context:
    folder = Path() if source.name == files.STREAM else Path(source.name).parent
    look = replace(styles.load("base"), numbering=True)
    return Context(look, files.Folder(folder), source, report=report or unheard)


def _read(source: Source, context: Context, reader: str | None) -> d.Document:
    """Return what is in `source`: its title and information known, its headings without gaps or numbers."""
    name = reader or flow.reader_for(source)
    document: d.Document = registry.load("readers", name)(source, context)
    for step in _PASSES:
        document = registry.load("passes", step)(document, context)
    return replace(document, blocks=walk.rewrite(document.blocks, appendices.in_words, d.Header))


def _linked(document: d.Document) -> d.Document:
    """Return `document` with headings named by their words, as readers of Markdown name them, and links to
    these names.
    """
    slugger = Slugger()
    names: dict[str, str] = {}

    def named(node: d.Node) -> d.Node:
        if type(node) is not d.Header:
            return node
        fresh = slugger.slug(walk.text(node.content))
        if node.attr.id:
            names.setdefault(node.attr.id, fresh)
        return replace(node, attr=replace(node.attr, id=fresh), number="")

    blocks = walk.rewrite(document.blocks, named)
    return replace(document, blocks=relinked(blocks, names))


def _check_free(places: list[Path], source: Source, force: bool) -> None:
    """Refuse to write over a file that is there, and over the source even with `force`."""
    for place in places:
        if place.exists() and not (force and not _is(place, source.name)):
            hint = "choose another place with -o" + ("" if force else ", or overwrite it with --force")
            raise EnvironmentProblem(
                Diagnostic("SX063", "a file stands here already", "error", str(place), hint=hint)
            )


def _is(place: Path, name: str) -> bool:
    return name != files.STREAM and place.samefile(name)
