"""Which specifications a git revision makes worth looking at: those changed since, and those that depend on
them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from specexport.pipeline import environment
from specexport.system import folders, git

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.batch.plan import Plan, Task

# What in a source may name a file: destinations of links, attributes, and includes in their several forms.
_LINKED = re.compile(r"""\]\(\s*<?([^)\s>]+)|\]:\s*<?([^\s>]+)|(?:src|href)\s*=\s*["']?([^"'\s>]+)""")
_INCLUDED = re.compile(r"""include\b[^\w./]*([^\s"'{}]+)""")


def tasks(plan: Plan, revision: str) -> tuple[Task, ...]:
    """Return the tasks of `plan` whose source, pictures, includes, linked files or style changed since
    `revision`.

    What is not committed counts as changed. Raises EnvironmentProblem (SX087) when git cannot tell.
    """
    changed = changes(plan.base, revision)
    styles = {name for name in {task.style for task in plan.tasks} if _is_touched(name, changed)}
    return tuple(task for task in plan.tasks if task.style in styles or _depends(plan, task, changed))


def changes(folder: Path, revision: str) -> frozenset[str]:
    """Return the absolute paths of the files that changed since `revision` in the repository around
    `folder`.
    """
    top = git.Repository(folder).top
    names = (*git.differing(top, revision), *git.untracked(top))
    return frozenset(os.path.join(os.path.realpath(top), name) for name in names)  # noqa: PTH118 - plain text


def _is_touched(style: str, changed: Iterable[str]) -> bool:
    folders = tuple(os.path.realpath(folder) + os.sep for folder in environment.load_style(style).folders)
    return any(path.startswith(folders) for path in changed)


def _depends(plan: Plan, task: Task, changed: frozenset[str]) -> bool:
    path = str(plan.base / task.name)
    if task.name.endswith("/"):
        place = Path(os.path.realpath(path))
        own = [str(place / name) for name in folders.files(place)]
        around = [os.path.normpath(place / name) for name in folders.around(place)]
        below = any(one.startswith(f"{place}{os.sep}") for one in changed)
        return below or any(
            name in changed for name in (*around, *(name for one in own for name in named(one, task.root)))
        )
    return path in changed or any(name in changed for name in named(path, task.root))


def named(path: str, root: str) -> Iterator[str]:
    """Yield the absolute path of everything that the source at `path` may name, or what it includes may."""
    waiting, seen = [path], {path}
    while waiting:
        text = _text(waiting.pop())
        included = set(_places(_INCLUDED, text, path, root))
        for place in included | set(_places(_LINKED, text, path, root)):
            yield place
            if place in included and place not in seen:
                seen.add(place)
                waiting.append(place)


def _text(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", errors="replace")
    except OSError:
        return ""


def _places(pattern: re.Pattern[str], text: str, path: str, root: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        written = next(group for group in match.groups() if group)
        name = unquote(written.partition("#")[0].partition("?")[0])
        if name and "\0" not in name:
            folder = root if name.startswith("/") else os.path.dirname(path)  # noqa: PTH120 - quicker
            yield os.path.normpath(os.path.join(folder, name.lstrip("/")))  # noqa: PTH118 - quicker
