"""arc42 in several files: its chapters by number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.folders.conventions import names
from specexport.folders.tree import Plan, folder, stem

if TYPE_CHECKING:
    from specexport.folders.tree import Tree

_TOPICS = (
    *("introduction", "einf", "constraint", "randbedingung", "context", "kontext", "solution", "lösung"),
    *("building", "baustein", "runtime", "laufzeit", "deployment", "verteilung", "concept", "konzept"),
    *("decision", "entscheidung", "quality", "qualit", "risk", "risik", "glossar"),
)
_NUMBERED = regex(r"(?:arc42[-_ ]?)?(?:chapter[-_ ]?)?\d{1,2}[-_. ].+", re.I)
_ENOUGH = 6


def find(tree: Tree) -> Plan | None:
    """Return the plan of a folder that has most chapters of arc42."""
    own = (stem(path) for path in tree.texts if not folder(path))
    stems = [name.casefold() for name in own if _NUMBERED.fullmatch(name)]
    found = {topic for name in stems for topic in _TOPICS if topic in name}
    if len(found) < _ENOUGH:
        return None
    return Plan("arc42", "numbers of arc42", names.whole(tree.texts, tree))
