"""The names and the labels of headings."""

from __future__ import annotations

from specexport.core.patterns import regex

_OTHER = regex(r"[^\w\- ]")
# What a style makes itself: numbers, letters, Roman digits, and the common words before them.
_MADE = regex(
    r"(?:(?:chapter|section|part|appendix|annex|article|clause|kapitel|abschnitt|teil|anhang|artikel|anlage"
    r"|chapitre|partie|annexe|article|capítulo|sección|anexo|capitolo|sezione|allegato|hoofdstuk|bijlage)\b"
    r"\W*)?(?:§+\s*)?(?:(?:[a-z]?\d+[a-z]?|[a-z]|[ivxlc]+)(?!\w)[.):\-–—]*)*\W*",
)


def slug(text: str, taken: dict[str, int]) -> str:
    """Return the name of a heading as GitHub makes it of the words, one that is not `taken` yet.

    `taken` tells of each name how often it was asked for again.
    """
    base = _OTHER.sub("", text.strip().lower()).replace(" ", "-")
    name, count = base, taken.get(base, 0)
    while name in taken:
        count += 1
        name = f"{base}-{count}"
    taken[base] = count
    taken.setdefault(name, 0)
    return name


def is_telling(label: str) -> bool:
    """Say whether the label of a heading says more than its number (`REQ-3`), which the style makes anew."""
    return bool(label) and not _MADE.fullmatch(label.lower())
