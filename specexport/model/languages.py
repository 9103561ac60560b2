"""The language and the direction of a part of a document, as pairs of its attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.model.document import Attr

LANG, DIR = "lang", "dir"
# A tag of a language (RFC 5646, 2.1), as far as programs read it.
_TAG = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}"
# Where `lang` is that of a whole page, or of a program.
_OTHERS = frozenset({"html", "body", "pre", "code"})


def written(name: str, attributes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the pairs for an element of HTML."""
    if name in _OTHERS:
        return ()
    lang = attributes.get(LANG, "") or attributes.get("xml:lang", "")
    side = attributes.get(DIR, "").lower()
    found = ((LANG, of_tag(lang)), (DIR, side if side in ("ltr", "rtl") else ""))
    return tuple(pair for pair in found if pair[1])


def of_tag(lang: str) -> str:
    """Return a tag of a language if programs read it, else nothing."""
    return lang if re.fullmatch(_TAG, lang) else ""


def of(attr: Attr) -> dict[str, str]:
    """Return the language and the direction that attributes name, of what any program understands."""
    return dict(written("", dict(attr.pairs))) if attr.pairs else {}
