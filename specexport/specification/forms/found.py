"""The forms that a project keeps where tools look for them: spec-kit's, OpenSpec's, of decisions, of KEPs."""

from __future__ import annotations

import os
import re
from itertools import groupby
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.system import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Patterns relative to a folder, each with the name of the form, in which {} is the file's own name. Of two
# with one name the first counts, so that what overrides a form stands before it.
_PLACES = (
    (".specify/templates/overrides/*.md", "speckit-{}"),
    (".specify/templates/*.md", "speckit-{}"),
    ("openspec/schemas/*/templates/*.md", "openspec-{}"),
    *(
        (f"{folder}/{name}", "adr")
        for folder in ("docs/adr", "doc/adr", "adr", "docs/decisions", "docs/adrs")
        for name in ("template.md", "templates/template.md", "adr-template.md")
    ),
    ("keps/*template*.md", "kep"),
    ("keps/*template*/README.md", "kep"),
    ("text/0000-template.md", "rfc"),
    ("rfcs/*template*.md", "rfc"),
    ("0000-template.md", "rfc"),
)
# Where tools put what is written from their forms.
_BY_PLACE = (
    (re.compile(r"/specs/[^/]+/(spec|plan|tasks)\.md$"), "speckit-{}"),
    (re.compile(r"/openspec/changes/(?:.*/)?(proposal|design|tasks|spec)\.md$"), "openspec-{}"),
    (re.compile(r"/\.kiro/specs/[^/]+/(requirements|design|tasks)\.md$"), "kiro-{}"),
    (re.compile(r"/keps/.+/README\.md$"), "kep"),
    (re.compile(r"/(?:adrs?|decisions)/[^/]+\.md$"), "adr"),
)
# The same within the folder of decisions itself.
_OF_DECISIONS = ("template.md", "templates/template.md", "adr-template.md")
_DECISIONS = regex(r"adrs?|decisions?", re.I)
_ANYWHERE = (("templates/template.md", "template"),)
# Of the forms in one folder those that are no document of a feature.
_NO_FORMS = frozenset({"agent-file", "constitution", "vscode-settings", "README"})
_SUFFIX = regex(r"[-_.]?template$", re.I)


def around(folder: Path) -> dict[str, Path]:
    """The forms that are found from `folder` upward, by name; the nearest of a name counts."""
    found: dict[str, Path] = {}
    for place in settings.upward(folder):
        for name, path in _in(place):
            found.setdefault(name, path)
    return found


def by_place(path: str) -> str:
    """The name of the form that a specification at an absolute path is written from, by its place alone."""
    for pattern, name in _BY_PLACE:
        if match := pattern.search(path):
            return name.format(*match.groups())
    return ""


def _in(folder: Path) -> Iterator[tuple[str, Path]]:
    """The forms that `folder` keeps, which is asked first for what few folders have: the place itself."""
    in_decisions = ((pattern, "adr") for pattern in _OF_DECISIONS if _DECISIONS.fullmatch(folder.name))
    here = str(folder)
    for first, places in groupby((*in_decisions, *_PLACES, *_ANYWHERE), _first):
        if not os.path.lexists(os.path.join(here, first)):  # noqa: PTH118 - quicker
            continue
        for pattern, name in places:
            for path in _matching(folder, pattern):
                stem = _SUFFIX.sub("", path.stem)
                if stem not in _NO_FORMS or "{}" not in name:
                    yield name.format(stem), path


def _first(place: tuple[str, str]) -> str:
    """The part of a pattern that stands before its first slash."""
    return place[0].partition("/")[0]


def _matching(folder: Path, pattern: str) -> list[Path]:
    """The files that a pattern means, sorted; nothing where this user may not look."""
    try:
        if "*" in pattern:
            return sorted(path for path in folder.glob(pattern) if path.is_file())
        return [folder / pattern] if (folder / pattern).exists() else []
    except OSError:
        return []
