"""What a comparison shows on a page: bars beside what changed, and marks that are never colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model.classes import CHANGED
from specexport.renderers.common import changes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.model import document as d

BAR = CHANGED
"""The class of a block in which something changed."""

_SHEET = """
.changed {
  border-inline-start: 2pt solid var(--secondary, currentcolor);
  padding-inline-start: 6pt;
  margin-inline-start: -8pt;
}
.changed .changed { border: 0; padding: 0; margin-inline-start: 0; }
tr.changed { border: 0; }
tr.changed > :first-child { border-inline-start: 3pt solid var(--secondary, currentcolor); }
li.changed { margin-inline-start: 0; }
ins { text-decoration: underline; text-decoration-thickness: from-font; }
ins[data-moved] { text-decoration: underline double; }
del { color: var(--secondary, inherit); text-decoration: line-through; }
del[data-moved] { color: inherit; font-style: italic; }
ins img, ins svg { outline: 2pt solid var(--state-success, #246e3a); }
del img, del svg { outline: 2pt dashed var(--secondary); opacity: .6; }
pre ins, pre del { color: inherit; }
.versions table { table-layout: fixed; width: 100%; }
.versions td { vertical-align: top; overflow-wrap: anywhere; }
.versions tr.changed > :first-child { border-inline-start: 0; }
"""


def sheet(document: d.Document) -> str:
    """Return the rules for what changed, nothing for a document in which nothing did."""
    return _SHEET if changes.any_in(document) else ""


def bar(nodes: Iterable[d.Node]) -> str:
    """Return the class of a block that has changes in it."""
    return BAR if changes.any_within(nodes) else ""
