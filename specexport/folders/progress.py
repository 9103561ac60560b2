"""How many tasks of a part are done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.folders.tree import stem
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.folders.words import FolderWords


_TASKS = frozenset({"tasks", "task-list", "todo", "implementation-plan"})


class Progress(Struct, frozen=True):
    """How many tasks there are, and how many of them are done."""

    done: int
    all: int

    @property
    def percent(self) -> int:
        """The share of what is done in percent: 100 only when all is."""
        return self.done * 100 // self.all if self.all else 0


def is_tasks(path: str) -> bool:
    """Return whether the part at `path` is a list of tasks."""
    return stem(path).lower() in _TASKS


def of(blocks: Iterable[d.Block]) -> Progress:
    """Return the progress of the tasks with a box among `blocks`."""
    return _counted(walk.find(blocks, d.ListItem))


def of_document(document: d.Document) -> Progress:
    """Return the progress of the tasks in a document of a folder; what lists no tasks has other boxes."""
    items = walk.find(document.blocks, d.ListItem)
    return _counted(item for item in items if item.pos and is_tasks(item.pos.path))


def _counted(items: Iterable[d.ListItem]) -> Progress:
    boxes = [item.checked for item in items if item.checked is not None]
    return Progress(sum(boxes), len(boxes))


def line(blocks: tuple[d.Block, ...], words: FolderWords) -> tuple[d.Block, ...]:
    """Return a paragraph that says the progress of `blocks`, nothing where they have no tasks."""
    found = of(blocks)
    if not found.all:
        return ()
    said = words.progress.format(done=found.done, all=found.all, percent=found.percent)
    return (d.Para(content=(d.Strong(content=(d.Str(text=said),)),)),)
