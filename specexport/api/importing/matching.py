"""Which section of a document is which of a template's: by name, by likeness, by the tables they hold."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.api.importing.outline import OutlineSection
from specexport.model import document as d
from specexport.model import walk
from specexport.specification.forms import form as forms
from specexport.specification.forms.form import FormSection
from specexport.specification.view import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.specification.forms.form import Form

# Two titles that are so alike are of one section; the same columns in a table say as much.
_ALIKE, _SAME_TABLE = 0.74, 0.8
# Where a title stands in another rank than the template's, it has to be more alike.
_SURELY = 0.9
_COLUMNS_IN_COMMON = 0.6
# Words that say nothing of what a section is about.
_EMPTY = frozenset({"a", "an", "and", "the", "of", "for", "in", "on", "to", "with", "our", "this"})


class Match(Struct, frozen=True):
    """A section of a document at one of a template's: how likely, and whether its name says so."""

    section: OutlineSection
    wanted: FormSection
    score: float

    @property
    def how(self) -> str:
        """`name` where the titles say the same, else `likeness`."""
        return "name" if self.score >= 1 else "likeness"


def children(form: Form, path: tuple[str, ...]) -> list[FormSection]:
    """Return the sections of a form that stand directly in the one at `path`, in its order."""
    return [
        section
        for place, section in form.sections.items()
        if place[:-1] == path and not place[-1].endswith(forms.ANY)
    ]


def matched(
    sections: Sequence[OutlineSection], wanted: Sequence[FormSection], least: float = _ALIKE
) -> list[Match]:
    """Return the best places of `sections` among those `wanted`, each of both at most once, best first."""
    found = [
        Match(section, place, score)
        for section in sections
        for place in wanted
        if (score := likeness(section, place)) >= least
    ]
    chosen: list[Match] = []
    for place in sorted(found, key=lambda place: -place.score):
        taken = any(place.section is one.section or place.wanted is one.wanted for one in chosen)
        if not taken:
            chosen.append(place)
    return chosen


def surely(sections: Sequence[OutlineSection], wanted: Sequence[FormSection]) -> list[Match]:
    """Return the places of sections that stand in another rank than the template's."""
    return matched(sections, wanted, _SURELY)


def likeness(section: OutlineSection, wanted: FormSection) -> float:
    """Return how likely a section is the one wanted: 1 where their titles say the same."""
    name, other = section.key, key(wanted.title)
    if name == other:
        return 1.0
    letters = SequenceMatcher(None, name, other).ratio()
    return min(0.99, max(letters, _in_common(_words(name), _words(other)), _by_tables(section, wanted)))


def _words(name: str) -> frozenset[str]:
    """Return the words of a title without those that say nothing, in the singular."""
    return frozenset(word.rstrip("s") for word in name.split() if word not in _EMPTY)


def _in_common(first: frozenset[str], second: frozenset[str]) -> float:
    """Return the share of words that two titles have in common; all of one of two at least is much."""
    if not first or not second:
        return 0.0
    shared = len(first & second)
    inside = shared == min(len(first), len(second)) and shared > 1
    return max(shared / len(first | second), _SAME_TABLE if inside else 0.0)


def _by_tables(section: OutlineSection, wanted: FormSection) -> float:
    asked = [frozenset(table.keys) for table in wanted.tables]
    found = [_columns(table) for table in walk.find(section.blocks, d.Table)]
    best = max((_in_common(one, two) for one in asked for two in found if len(one) > 1), default=0.0)
    return _SAME_TABLE if best >= _COLUMNS_IN_COMMON else 0.0


def _columns(table: d.Table) -> frozenset[str]:
    return frozenset(map(key, forms.columns(table)))


def names(path: Iterable[FormSection]) -> str:
    """Return titles as one: `Data Design / Data Models`."""
    return " / ".join(section.title for section in path)
