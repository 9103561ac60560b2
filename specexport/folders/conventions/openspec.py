"""OpenSpec: a change with its proposal, design and tasks, and what it changes in the specifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.folders.conventions import names
from specexport.folders.tree import Part, Plan

if TYPE_CHECKING:
    from specexport.folders.tree import Tree

_CHAPTERS = (("proposal.md", "Proposal"), ("design.md", "Design"), ("tasks.md", "Tasks"))


def find(tree: Tree) -> Plan | None:
    """Return the plan of a change's folder."""
    deltas = tuple(path for path in names.below(tree, "specs") if path.endswith("/spec.md"))
    if "proposal.md" not in tree.files or not (deltas or {"design.md", "tasks.md"} & {*tree.files}):
        return None
    chapters = [names.titled(path, title) for path, title in _CHAPTERS if path in tree.files]
    chapters += [Part(path, path.split("/")[-2]) for path in deltas]
    return Plan("OpenSpec", "OpenSpec", names.known(tree, chapters))
