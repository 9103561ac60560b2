"""Kiro: requirements or a bug fix, the design, and the tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.folders.conventions import names
from specexport.folders.tree import Plan

if TYPE_CHECKING:
    from specexport.folders.tree import Tree

_CHAPTERS = (
    ("requirements.md", "Requirements"),
    ("bugfix.md", "Bug fix"),
    ("design.md", "Design"),
    ("tasks.md", "Tasks"),
)


def find(tree: Tree) -> Plan | None:
    """Return the plan of a feature's folder."""
    there = [path for path, _ in _CHAPTERS if path in tree.files]
    if not {"requirements.md", "bugfix.md"} & {*there} or not {"design.md", "tasks.md"} & {*there}:
        return None
    chapters = [names.titled(path, title) for path, title in _CHAPTERS if path in there]
    return Plan("Kiro", "Kiro", names.known(tree, chapters))
