"""Decisions (MADR, adr-tools, log4brains): by number or day, each a chapter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.folders.conventions import names
from specexport.folders.tree import Part, Plan, folder, is_opening, natural, stem

if TYPE_CHECKING:
    from specexport.folders.tree import Tree

_FILE = regex(r"(?:adr[-_]?)?(\d{3,8})[-_ ].+", re.I)
_PLACE = regex(r"(?:.*[-_])?(?:adrs?|decisions?|decision[-_](?:records?|log))", re.I)
_FORM = regex(r"(?:.*[-_])?template(?:[-_].*)?", re.I)
_SECTIONS = regex(r"^#{1,3} +(?:Decision|Context and Problem Statement|Decision Outcome)\b", re.M | re.I)
_FEWEST = 2


def find(tree: Tree) -> Plan | None:
    """Return the plan of a folder of decisions; the blank form among them is no part."""
    forms = tuple(path for path in tree.texts if _FORM.fullmatch(stem(path)))
    texts = [path for path in tree.texts if path not in forms]
    numbered = {path: match[1] for path in texts if (match := _FILE.fullmatch(stem(path)))}
    rest = [path for path in texts if path not in numbered]
    own = [path for path in numbered if not folder(path)]
    if len(own) < _FEWEST or len(rest) > len(numbered):
        return None
    if not _PLACE.fullmatch(tree.name) and not all(_SECTIONS.search(tree.read(one)) for one in numbered):
        return None
    opening = next((path for path in rest if not folder(path) and is_opening(path)), "")
    parts = [
        *([Part(opening, role="opening")] if opening else []),
        *(Part(path, number=numbered[path]) for path in sorted(numbered, key=natural)),
        *names.appendices(path for path in rest if path != opening),
        *names.appendices(tree.contracts),
    ]
    return Plan("decisions", "numbers of decisions", tuple(parts), left=forms)
