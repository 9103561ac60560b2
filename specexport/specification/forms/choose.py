"""Which form a specification was written from: the built-in ones, those of a project, and the best match."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport._version import __version__
from specexport.core.context import Context, Source
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, SpecExportError
from specexport.core.limits import STANDARD
from specexport.core.patterns import regex
from specexport.model import walk
from specexport.model.document import Pos
from specexport.specification import view as views
from specexport.specification.forms import form as forms
from specexport.specification.forms import found
from specexport.specification.forms.form import Form
from specexport.specification.view import key
from specexport.system import untrusted
from specexport.system.sources import STREAM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.core.settings import ProjectSettings
    from specexport.specification.view import View

BUILTIN = Path(__file__).with_name("templates")
"""The folder of the forms that come with the program."""

CONVENTIONS = BUILTIN / "conventions"
"""The folder of those that follow a convention of others: of spec-kit, Kiro, OpenSpec, decisions, arc42."""

_HEADING = regex(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.M)
# The share of a form's required sections, and their number, by which a specification's form is known again.
_ENOUGH = 0.6
_ENOUGH_OF_KIND = 0.4
_FEWEST = 4
_FEWEST_OF_ALL = 3  # where none is missing
# Counts up when other forms are read from the same file.
_FORM_KEPT = "1"


class Match(Struct, frozen=True):
    """A form that a specification fits: `score` is the share of the form's required sections that it has.

    `how` says what decided: `declared` by the specification or the configuration, its `place` among the
    project's files, `kind` by its title, `headings`. `problem` says why there is no form where one was
    declared.
    """

    form: Form | None = None
    score: float = 0.0
    how: str = "headings"
    problem: str = ""
    pos: Pos | None = None


def names(project: ProjectSettings | None = None) -> dict[str, Path]:
    """Every form that has a name, with its file: those that the project keeps, those that its settings
    name, and the built-in ones. What settings name replaces both others, and what a project keeps the last.
    """
    own = project.template_files() if project else {}
    kept = found.around(project.folder) if project else {}
    return {**kept, **own, **{name: path for name, path in _builtin().items() if name not in kept | own}}


@cache
def _builtin() -> dict[str, Path]:
    return {path.stem: path for folder in (BUILTIN, CONVENTIONS) for path in sorted(folder.glob("*.md"))}


def home(path: Path) -> str:
    """Where a form comes from, in words: with the program, by which convention, or its path."""
    if path.parent == CONVENTIONS:
        return "built in, as its convention has it"
    return "built in" if path.parent == BUILTIN else os.path.relpath(path)


def of_context(view: View, context: Context) -> Match:
    """The form of a document on its way through the pipeline, as `check` finds it."""
    project = context.project()
    return choose(view, names(project), context, project.check.template)


def load(path: Path, name: str, context: Context) -> Form:
    """The form in the file at `path`. Raises EnvironmentProblem when it is no form (SX062)."""
    try:
        return _load(path, name, _stamp(path), _Quiet(context))
    except OSError as error:
        problem = f"the template {name} cannot be read: {error.strerror or error}"
        raise EnvironmentProblem(
            Diagnostic("SX062", problem, "error", str(path), hint="check its path")
        ) from None


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when a form does; those that come with the program do not."""
    if path.parent in (BUILTIN, CONVENTIONS):
        return 0, 0
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size


class _Quiet(Struct, frozen=True):
    """A context as an argument that does not count when results are remembered."""

    context: Context

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Quiet)

    def __hash__(self) -> int:
        return 0


@cache
def _load(path: Path, name: str, _stamp: tuple[int, int], quiet: _Quiet) -> Form:
    try:
        form = _kept(path, name, quiet.context)
    except SpecExportError as error:
        raise EnvironmentProblem(_no_form(path, name, error.diagnostic.message)) from None
    if not form.sections:
        raise EnvironmentProblem(_no_form(path, name, "it has no headings"))
    return form


def _kept(path: Path, name: str, context: Context) -> Form:
    """The form in a file, from the cache where that has it: reading one takes as long as a specification."""
    data = untrusted.read(path, STANDARD.source_bytes)
    source = Source(data, str(path))

    def read() -> Form:
        return forms.of(name, views.read(source, Context(context.style, context.resources, source)))

    if context.cache is None:
        return read()
    from msgspec import msgpack

    parts = ("form", _FORM_KEPT, __version__, context.style.lang, name, data.decode("utf-8", "replace"))
    return msgpack.decode(context.kept(parts, lambda: msgpack.encode(read())), type=Form)


def _no_form(path: Path, name: str, why: str) -> Diagnostic:
    hint = "a template is a Markdown document with the headings that specifications should have"
    return Diagnostic("SX062", f"{name} is no template: {why}", "error", str(path), hint=hint)


def choose(view: View, known: Mapping[str, Path], context: Context, declared: str = "") -> Match:
    """The form that `view` was written from: the one it or the caller names, or the one it fits
    best.
    """
    field = view.template
    declared = declared or field_text(view)
    if declared:
        return _declared(declared, view, known, context, field.pos if field else None)
    if placed := _placed(view, known, context):
        return placed
    best = Match()
    keys = {section.key for section in view.sections}
    for name, path in known.items():
        if not _may_fit(path, keys, view.meta.kind):
            continue
        try:
            form = load(path, name, context)
        except EnvironmentProblem as error:
            return Match(problem=error.diagnostic.message)
        score = fit(form, view)
        of_kind = bool(form.kind) and view.meta.kind.lower() == form.kind.lower()
        if of_kind and score >= _ENOUGH_OF_KIND:
            return Match(form, score, "kind")
        if path.parent == CONVENTIONS:
            if score < 1:
                continue  # a convention is kept, or was not meant
            form = replace(
                form, fields=(), asked={}, loose=True
            )  # and only its sections are known to be meant
        if score > best.score:
            best = Match(form, score)
    fewest = _FEWEST if best.score < 1 else _FEWEST_OF_ALL
    known_again = best.form is not None and best.score * len(list(best.form.required())) >= fewest - 0.5
    return best if known_again and best.score >= _ENOUGH else Match(score=best.score)


def _placed(view: View, known: Mapping[str, Path], context: Context) -> Match | None:
    """The form of the project that belongs to the place of `view`, if it fits."""
    if view.name in ("", STREAM):
        return None
    name = found.by_place(os.path.abspath(view.name).replace(os.sep, "/"))  # noqa: PTH100 - links stay as they are
    path = known.get(name)
    if path is None or path.parent in (BUILTIN, CONVENTIONS):
        return None
    try:
        form = load(path, name, context)
    except EnvironmentProblem as error:
        return Match(problem=error.diagnostic.message)
    score = fit(form, view)
    return Match(form, score, "place") if score >= _ENOUGH else None


def _may_fit(path: Path, keys: set[str], kind: str) -> bool:
    """Say whether a form is worth being read: its kind is the same, or some of its headings are there."""
    try:
        wanted, title = _outline(path, _stamp(path))
    except OSError:
        return True  # and then `load` says what is wrong
    there = sum(forms.named(name, keys) for name in wanted)
    return there >= min(2, len(wanted)) or bool(kind and title.startswith(key(kind)))


@cache
def _outline(path: Path, _stamp: tuple[int, int]) -> tuple[frozenset[str], str]:
    """The names of a form's sections, as far as they are fixed, and its title, without reading all of it."""
    text = untrusted.read(path, STANDARD.source_bytes).decode("utf-8", "replace")
    titles = [re.split(r"[\[{<]|<!--", match[1], maxsplit=1)[0] for match in _HEADING.finditer(text)]
    counted = [re.split(r"\s(?=\d|[NX#]\b)", title, maxsplit=1) for title in titles]
    found = {f"{key(parts[0])} {forms.ANY}" if len(parts) > 1 else key(parts[0]) for parts in counted}
    return frozenset(name for name in found if name and name != f" {forms.ANY}"), key(
        titles[0]
    ) if titles else ""


def field_text(view: View) -> str:
    """The name of the template that front matter asks for."""
    return walk.plain(view.template.content) if view.template else view.meta.template


def _declared(name: str, view: View, known: Mapping[str, Path], context: Context, pos: Pos | None) -> Match:
    if name not in known:
        return Match(
            how="declared", problem=f"there is no template {name!r} (known: {', '.join(known)})", pos=pos
        )
    try:
        form = load(known[name], name, context)
    except EnvironmentProblem as error:
        return Match(how="declared", problem=error.diagnostic.message, pos=pos)
    return Match(form, fit(form, view), "declared")


def fit(form: Form, view: View) -> float:
    """The share of the form's required sections that `view` has, wherever they stand."""
    present = {section.key for section in view.sections}
    wanted = [section.path[-1] for section in form.required()]
    return sum(forms.named(name, present) for name in wanted) / len(wanted) if wanted else 0.0
