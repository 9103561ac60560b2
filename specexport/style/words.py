"""The words that the program itself writes, by language: `words("de").contents` is "Inhalt".

English stands here; every other language is a file of `languages/`, named by its BCP 47 tag, with these keys.
Renderers take the words of a document from `style.words`, in which the style's own words have gone in.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from specexport.style.memo import remembered

if TYPE_CHECKING:
    import datetime

    from specexport.style.tokens import Style

_FOLDER = Path(__file__).parent / "languages"

# Chinese is written in two scripts, which the region tells when the tag does not.
_TRADITIONAL = ("hant", "tw", "hk", "mo")
_ALIASES = {"iw": "he"}
_SIDES = ("left", "center", "right")
_RIGHT_TO_LEFT = ("ar", "he", "iw", "fa", "ur", "ps", "yi")


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of one language.

    Templates: `page_of` over `{page}` and `{pages}`, `on_page` (what follows a reference) over `{page}`,
    `permalink` over `{title}`, `back` over `{number}`, `order` over `{day}`, `{month}`
    (its name) and `{year}`.
    """

    contents: str = "Contents"
    figure: str = "Figure"
    table: str = "Table"
    listing: str = "Listing"
    figures: str = "Figures"
    tables: str = "Tables"
    appendix: str = "Appendix"
    page: str = "Page"
    page_of: str = "Page {page} of {pages}"
    on_page: str = ", page\u00a0{page}"
    footnotes: str = "Notes"
    note: str = "Note"
    tip: str = "Tip"
    important: str = "Important"
    warning: str = "Warning"
    caution: str = "Caution"
    status: str = "Status"
    version: str = "Version"
    author: str = "Author"
    authors: str = "Authors"
    reviewers: str = "Reviewers"
    created: str = "Created"
    updated: str = "Last updated"
    prd: str = "PRD reference"
    classification: str = "Classification"
    revisions: str = "Revision history"
    approvals: str = "Approval"
    date: str = "Date"
    change: str = "Change"
    inserted: str = "inserted"
    deleted: str = "deleted"
    name: str = "Name"
    role: str = "Role"
    signature: str = "Signature"
    continued: str = "continued"
    permalink: str = "Link to “{title}”"
    back: str = "Back to the reference of note {number}"
    done: str = "Done"
    open: str = "Open"
    details: str = "Details"
    skip: str = "Skip to the text"
    theme: str = "Light or dark"
    copy: str = "Copy"
    copied: str = "Copied"
    search: str = "Search"
    search_none: str = "Nothing found"
    menu: str = "Menu"
    logo: str = "Logo"
    order: str = "{day} {month} {year}"
    months: tuple[str, ...] = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )

    def day(self, when: datetime.date) -> str:
        """Return a date in the language's long form: `23 November 2026`, `23. November 2026`."""
        return self.order.format(day=when.day, month=self.months[when.month - 1], year=when.year)


ENGLISH = Words()


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
