"""spec-kit: `specs/NNN-name/` with spec, plan and tasks, and what was found out for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.folders.conventions import names
from specexport.folders.tree import Part, Plan, folder

if TYPE_CHECKING:
    from specexport.folders.tree import Tree

_BESIDE = frozenset({"plan.md", "tasks.md", "research.md", "data-model.md", "quickstart.md"})
_NUMBERED = regex(r"\d{3,}-.+")
_APPENDICES = (("research.md", "Research"), ("quickstart.md", "Quickstart"))


def find(tree: Tree) -> Plan | None:
    """Return the plan of a feature's folder."""
    if "spec.md" not in tree.files:
        return None
    if _BESIDE.isdisjoint(tree.files) and not _NUMBERED.fullmatch(tree.name):
        return None
    chapters = [
        names.titled("spec.md", "Specification"),
        *_there(tree, ("plan.md", "Plan"), ("data-model.md", "Data model")),
        *(Part(path) for path in names.below(tree, "contracts")),
        *_there(tree, ("tasks.md", "Tasks")),
    ]
    last = (*_there(tree, *_APPENDICES), *(Part(path) for path in names.below(tree, "checklists")))
    appendices = (replace(part, role="appendix") for part in last)
    contracts = names.appendices(path for path in tree.contracts if folder(path))
    return Plan("spec-kit", "spec-kit", names.known(tree, chapters, (*contracts, *appendices)))


def _there(tree: Tree, *wanted: tuple[str, str]) -> tuple[Part, ...]:
    return tuple(names.titled(path, title) for path, title in wanted if path in tree.files)
