"""A folder is a document: its parts in order, and one Document made of theirs.

All of it works on values: the names of the files in a folder, what they hold, the Documents that were read of
them. Whoever has a disk gives these; `pipeline.folder` does.
"""

from __future__ import annotations

from specexport.folders.join import join
from specexport.folders.plan import kind, plan
from specexport.folders.tree import Part, Plan, Tree

__all__ = ["Part", "Plan", "Tree", "join", "kind", "plan"]
