"""Which placeholders a document uses: those of the form it was written from, or that it shows itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.specification.placeholders import delimited
from specexport.specification.placeholders.delimited import Delimiter

if TYPE_CHECKING:
    from collections.abc import Iterable


class Uses(Struct, frozen=True):
    """What counts as a request: `strict` are the delimiters between which any words do.

    `form` says that the text is a form or was written from one. `choices` are those that it leaves to the
    author, `requests` its own words between delimiters, folded to lower case.
    """

    strict: frozenset[Delimiter] = frozenset()
    form: bool = False
    choices: frozenset[str] = frozenset()
    requests: frozenset[str] = frozenset()


UNKNOWN = Uses()
"""Of a text of which no form is known: only what asks in so many words is a request."""

FORM = Uses(strict=frozenset(delimited.DELIMITERS), form=True)
"""Of a form itself."""

# Two requests may be chance. More than that, and one text in twenty, are a form.
_FEWEST = 2
_SHARE = 20


def shown(title: str, texts: Iterable[str]) -> frozenset[Delimiter]:
    """The delimiters in which a document asks by itself: that of its title, or of several of its `texts`."""
    if delimited.DOUBLE.search(title):
        return frozenset(("brackets",))
    if (delimiter := delimited.shows(title, within=True)) is not None:
        return frozenset((delimiter,))
    count = 0
    found: Counter[Delimiter] = Counter()
    for text in texts:
        count += 1
        if (delimiter := delimited.shows(text)) is not None:
            found[delimiter] += 1
    enough = max(_FEWEST, count / _SHARE)
    return frozenset(delimiter for delimiter, number in found.items() if number >= enough)
