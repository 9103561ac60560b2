"""The words that the program itself writes, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import datetime


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
    section: str = "Section"
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
