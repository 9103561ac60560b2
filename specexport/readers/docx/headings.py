"""The names and the labels of headings."""

from __future__ import annotations

from specexport.core.patterns import regex

_OTHER = regex(r"[^\w\- ]")
# What a style makes itself: numbers, letters, Roman digits, and the common words before them.
_MADE = regex(
    r"(?:(?:chapter|section|part|appendix|annex|article|clause|kapitel|abschnitt|teil|anhang|artikel|anlage"
    r"|chapitre|partie|annexe|article|capítulo|sección|anexo|capitolo|sezione|allegato|hoofdstuk|bijlage)\b"
    r"\W*)?(?:§+\s*)?(?:(?:\d+|[a-z]|[ivxlc]+)[.):\-–—]*)*\W*",
)


def slug(text: str, taken: set[str]) -> str:
    """Return the name of a heading as GitHub makes it of the words, one that is not `taken` yet."""
    base = _OTHER.sub("", text.strip().lower()).replace(" ", "-")
    name, count = base, 0
    while name in taken:
        count += 1
        name = f"{base}-{count}"
    taken.add(name)
    return name


def is_telling(label: str) -> bool:
    """Say whether the label of a heading says more than its number (`REQ-3`), which the style makes anew."""
    return bool(label) and not _MADE.fullmatch(label.lower())
