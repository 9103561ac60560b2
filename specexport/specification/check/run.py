"""Checking a specification: the rules that are on, less what is ignored, as diagnostics in the order of the
source.
"""

from __future__ import annotations

import re
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic
from specexport.model import walk
from specexport.model.document import Pos
from specexport.specification import score
from specexport.specification import view as views
from specexport.specification.check.ignores import Ignores
from specexport.specification.check.rules import FAMILIES, RULES, Case, Edit, Rule
from specexport.specification.forms import choose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from specexport.core.context import Context, Source
    from specexport.core.diagnostics import Severity
    from specexport.core.settings import CheckSettings, ProjectSettings
    from specexport.specification.check.rules import Finding
    from specexport.specification.view import View

# Reports of the reader that a rule of `check` makes better.
_SAID_BETTER = frozenset({"SX709", "SX710", "SX716"})


class Found(Struct, frozen=True):
    """A finding: what is told, and what would mend it."""

    diagnostic: Diagnostic
    edits: tuple[Edit, ...] = ()


class Result(Struct, frozen=True):
    """What checking one specification came to.

    `template` is the name of the form, empty if none fits; `fit` the share of its required sections that are
    there; `how` says what decided for it: `declared`, `place`, `kind` or `headings`. `lines` are those of the
    source, `status` is what the specification says of itself.
    """

    name: str
    template: str
    fit: float
    how: str
    score: score.Score
    found: tuple[Found, ...]
    lines: tuple[str, ...]
    status: str = ""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings in the order of the source."""
        return tuple(found.diagnostic for found in self.found)

    @property
    def passed(self) -> bool:
        """Whether there is nothing but notes."""
        return all(found.diagnostic.severity == "info" for found in self.found)


def check(
    source: Source,
    context: Context,
    config: ProjectSettings,
    exists: Callable[[str], bool] = lambda _: True,
    probe: Callable[[Iterable[str]], Mapping[str, str]] | None = None,
    read_beside: Callable[[str], bytes | None] = lambda _: None,
) -> Result:
    """What is to be said about `source`.

    `exists` says whether a path relative to the source does, `read_beside` gives the file there, `probe` says
    which of some addresses in the web lead nowhere, and why. Raises SpecExportError when the source cannot be
    read.
    """
    noted: list[Diagnostic] = []
    with walk.remembering():
        view = views.read(source, replace(context, report=noted.append), exists, read_beside)
        return judge(view, noted, context, config, probe)


def judge(
    view: View,
    noted: Iterable[Diagnostic],
    context: Context,
    config: ProjectSettings,
    probe: Callable[[Iterable[str]], Mapping[str, str]] | None = None,
) -> Result:
    """What is to be said about `view`, when `noted` was said while it was read."""
    match = choose.choose(view, choose.names(config), context, config.check.template)
    case = Case(view, match, config.check, probe(_addresses(view)) if probe else None)
    rules = _selected(config.check, links=probe is not None)
    ignores = Ignores(view)
    found = [
        Found(told, finding.edits)
        for rule in rules
        for finding in rule.find(case)
        if not ignores.covers((told := _told(rule, finding, view, config.check)).code, told.pos)
    ]
    found += [
        Found(note)
        for note in noted
        if _is_on(note.code, config.check) and not ignores.covers(note.code, note.pos)
    ]
    ignored = _ignored_for(view.name, config)
    return Result(
        name=view.name,
        template=match.form.name if match.form else "",
        fit=match.score,
        how=match.how,
        score=score.of(view, match.form, case.gaps),
        found=tuple(
            sorted((one for one in found if not one.diagnostic.code.startswith(ignored)), key=_order)
        ),
        lines=view.lines,
        status=view.meta.status,
    )


def codes(words: Iterable[str]) -> tuple[str, ...]:
    """The beginnings of codes that `words` mean: codes, beginnings of codes, names of families or
    rules, `ALL`.
    """
    named = {name: code for code, name in FAMILIES.items()} | {
        rule.name: rule.code for rule in RULES.values()
    }
    return tuple("SX" if word == "ALL" else named.get(word, word) for word in words)


def unknown(words: Iterable[str]) -> list[str]:
    """Those of `words` that mean no rule and no report of reading."""
    every = [*RULES, "SX7"]
    return [
        word
        for word in codes(words)
        if not any(code.startswith(word) for code in every) and word[:3] != "SX7"
    ]


def _selected(settings: CheckSettings, links: bool) -> list[Rule]:
    more = codes(settings.extend_select) + (("SX407",) if links else ())
    only, less = codes(settings.select), codes(settings.ignore)
    return [
        rule
        for rule in RULES.values()
        if (rule.code.startswith(only) if only else rule.default) or rule.code.startswith(more or ("-",))
        if not rule.code.startswith(less or ("-",))
    ]


def _is_on(code: str, settings: CheckSettings) -> bool:
    only, less = codes(settings.select), codes(settings.ignore)
    return (
        code not in _SAID_BETTER
        and (not only or code.startswith(only))
        and not code.startswith(less or ("-",))
    )


def _ignored_for(name: str, config: ProjectSettings) -> tuple[str, ...]:
    from pathlib import Path

    path, folder = Path(name).parent.resolve() / Path(name).name, config.folder.resolve()
    inside = path.relative_to(folder) if path.is_relative_to(folder) else path
    patterns = config.check.per_file_ignores.items()
    found = [word for pattern, words in patterns if _matches(inside.as_posix(), pattern) for word in words]
    return codes(found) or ("-",)


def _matches(path: str, pattern: str) -> bool:
    return fnmatch(path, pattern) or fnmatch(path.rpartition("/")[2], pattern)


def _told(rule: Rule, finding: Finding, view: View, settings: CheckSettings) -> Diagnostic:
    severity: Severity = rule.severity
    for prefix, chosen in sorted(settings.severity.items()):
        if rule.code.startswith(codes([prefix])):
            severity = chosen
    return Diagnostic(rule.code, finding.message, severity, view.name, finding.pos, finding.hint)


def _order(found: Found) -> tuple[int, int, str, str]:
    told = found.diagnostic
    pos = told.pos or Pos(0)
    return (pos.line, pos.column, told.code, told.message)


def _addresses(view: View) -> Iterator[str]:
    from specexport.model.document import Link

    for node in view.nodes:
        if type(node) is Link and re.match(r"https?://", node.url):
            yield node.url
