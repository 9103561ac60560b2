"""Forms that others publish: what such a form says itself is nobody's answer, even where it is not at hand.

Of every text of theirs a digest is kept in `published.txt`, which `.ci/published.py` makes. It is enough to
know a text again, and too little to read it.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

from specexport.model.characters import is_cjk

_DIGESTS = Path(__file__).with_name("published.txt")
_BYTES = 6
# Letters of a text that nobody else says by chance; an ideograph counts as three.
_OWN = 20


def has(text: str) -> bool:
    """Return whether a published form says this."""
    return bool(text) and digest(text) in _known()


def is_own(text: str) -> bool:
    """Return whether a text is long enough to tell where it is from; `Motivation` may be anybody's."""
    return len(text) + 2 * sum(map(is_cjk, text[:_OWN])) >= _OWN


def digest(text: str) -> str:
    """Return what a text is known again by, whatever its letters' case and its spaces."""
    return blake2b(" ".join(text.casefold().split()).encode(), digest_size=_BYTES).hexdigest()


@cache
def _known() -> frozenset[str]:
    return frozenset(line for line in _DIGESTS.read_text("ascii").splitlines() if not line.startswith("#"))
