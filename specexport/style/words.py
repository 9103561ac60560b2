"""The words that the program itself writes, by language: `words("de").contents` is "Inhalt".

English is the default of `Words`; every other language is a file of `languages/`, named by its BCP 47 tag,
with these keys. Renderers take the words of a document from `style.words`, into which the style's own went.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from specexport.model.words import ENGLISH, Words
from specexport.style.memo import remembered

if TYPE_CHECKING:
    from specexport.model.style import Style

_FOLDER = Path(__file__).parent / "languages"

# Chinese is written in two scripts, which the region tells when the tag does not.
_TRADITIONAL = ("hant", "tw", "hk", "mo")
_ALIASES = {"iw": "he"}
_SIDES = ("left", "center", "right")
_RIGHT_TO_LEFT = ("ar", "he", "iw", "fa", "ur", "ps", "yi")


def languages() -> tuple[str, ...]:
    """Return the tags of the languages that there are words for."""
    return tuple(sorted(["en", *(path.stem for path in _FOLDER.glob("*.json"))]))


def tag(lang: str) -> str:
    """Return the tag under which the words of a language are kept: that of the language, and the script of
    Chinese.
    """
    parts = lang.lower().replace("_", "-").split("-")
    found = _ALIASES.get(parts[0], parts[0])
    if found == "zh":
        return "zh-Hant" if any(part in _TRADITIONAL for part in parts) else "zh-Hans"
    return found


@cache
def words(lang: str) -> Words:
    """Return the words of a language, given as its BCP 47 tag. English stands in for an unknown one."""
    name = tag(lang)
    path = _FOLDER / f"{name}.json"
    known = name.replace("-", "").isalnum() and path.is_file()
    return msgspec.json.decode(path.read_bytes(), type=Words) if known else ENGLISH


def right_to_left(lang: str) -> bool:
    """Return whether a language is written from right to left."""
    return lang.lower().partition("-")[0] in _RIGHT_TO_LEFT


@remembered
def localise(style: Style, lang: str) -> Style:
    """Return `style` for a document in another language; what the style says in its own words stays."""
    if not lang or lang == style.lang:
        return style
    before = style.words
    after = msgspec.structs.replace(words(lang), **dict(style.own_words))
    replace = msgspec.structs.replace
    admonitions = {
        kind: replace(one, label=getattr(after, kind)) if one.label == getattr(before, kind) else one
        for kind, one in style.admonitions.items()
    }
    lines = [
        replace(one, **{side: getattr(one, side).replace(before.page_of, after.page_of) for side in _SIDES})
        for one in (style.header, style.footer, *(style.verso or ()))
    ]
    verso = (lines[2], lines[3]) if style.verso else None
    return replace(
        style,
        lang=lang,
        words=after,
        admonitions=admonitions,
        header=lines[0],
        footer=lines[1],
        verso=verso,
    )
