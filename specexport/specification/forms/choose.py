"""Which form a specification was written from: the built-in ones, those of a project, and the best match."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.context import Context, Source
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, SpecExportError
from specexport.core.limits import STANDARD
from specexport.model.document import Pos
from specexport.specification import view as views
from specexport.specification.forms import form as forms
from specexport.specification.forms.form import Form
from specexport.system import untrusted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.specification.view import View

BUILTIN = Path(__file__).with_name("templates")
"""The folder of the forms that come with the program."""

# The share of a form's required sections, and their number, by which a specification's form is known again.
_ENOUGH = 0.6
_ENOUGH_OF_KIND = 0.4
_FEWEST = 4


class Match(Struct, frozen=True):
    """A form that a specification fits: `score` is the share of the form's required sections that it has.

    `how` says what decided: `declared` by the specification or the configuration, `kind` by its title,
    `headings`. `problem` says why there is no form where one was declared.
    """

    form: Form | None = None
    score: float = 0.0
    how: str = "headings"
    problem: str = ""
    pos: Pos | None = None


def names(extra: Mapping[str, Path] | None = None) -> dict[str, Path]:
    """Every form that has a name, with its file; those of a project replace built-in ones."""
    return {path.stem: path for path in sorted(BUILTIN.glob("*.md"))} | dict(extra or {})


def load(path: Path, name: str, context: Context) -> Form:
    """The form in the file at `path`. Raises EnvironmentProblem when it is no form (SX062)."""
    try:
        stat = path.stat()
        return _load(path, name, (stat.st_mtime_ns, stat.st_size), _Quiet(context))
    except OSError as error:
        problem = f"the template {name} cannot be read: {error.strerror or error}"
        raise EnvironmentProblem(
            Diagnostic("SX062", problem, "error", str(path), hint="check its path")
        ) from None


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
        source = Source(untrusted.read(path, STANDARD.source_bytes), str(path))
        view = views.read(source, Context(quiet.context.style, quiet.context.resources, source))
    except SpecExportError as error:
        raise EnvironmentProblem(_no_form(path, name, error.diagnostic.message)) from None
    form = forms.of(name, view)
    if not form.sections:
        raise EnvironmentProblem(_no_form(path, name, "it has no headings"))
    return form


def _no_form(path: Path, name: str, why: str) -> Diagnostic:
    hint = "a template is a Markdown document with the headings that specifications should have"
    return Diagnostic("SX062", f"{name} is no template: {why}", "error", str(path), hint=hint)


def choose(view: View, known: Mapping[str, Path], context: Context, declared: str = "") -> Match:
    """The form that `view` was written from: the one it or the caller names, or the one it fits
    best.
    """
    field = view.template
    if field and not declared:
        declared = field_text(view)
    if declared:
        return _declared(declared, view, known, context, field.pos if field else None)
    best = Match()
    for name, path in known.items():
        try:
            form = load(path, name, context)
        except EnvironmentProblem as error:
            return Match(problem=error.diagnostic.message)
        score = fit(form, view)
        of_kind = bool(form.kind) and view.meta.kind.lower() == form.kind.lower()
        if of_kind and score >= _ENOUGH_OF_KIND:
            return Match(form, score, "kind")
        if score > best.score:
            best = Match(form, score)
    known_again = best.form is not None and best.score * len(list(best.form.required())) >= _FEWEST - 0.5
    return best if known_again and best.score >= _ENOUGH else Match(score=best.score)


def field_text(view: View) -> str:
    """The name of the template that front matter asks for."""
    from specexport.model import walk

    return walk.plain(view.template.content) if view.template else ""


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
    return sum(name in present for name in wanted) / len(wanted) if wanted else 0.0
