"""Fields with their results already in place, so that Word has nothing to ask on opening (17.16)."""

from __future__ import annotations

from specexport.renderers.docx import wml


def page(props: str = "") -> str:
    """Return the number of the page it stands on."""
    return wml.field("PAGE", wml.run("2", props), props)


def pages(total: int, props: str = "") -> str:
    """Return the number of pages."""
    return wml.field("NUMPAGES", wml.run(str(total), props), props)


def page_of(bookmark: str, number: int, props: str = "") -> str:
    """Return the page of a bookmark."""
    return wml.field(f"PAGEREF {bookmark} \\h", wml.run(str(number), props), props)


def sequence(name: str, number: str, props: str = "") -> str:
    """Return the next number of a sequence such as `Figure`."""
    return wml.field(f"SEQ {name} \\* ARABIC", wml.run(number, props), props)


def document_property(name: str, value: str) -> str:
    """Return a custom property of the document."""
    return wml.field(f'DOCPROPERTY "{name}"', wml.run(value))


def title(value: str) -> str:
    """Return the title from the document's properties."""
    return wml.field("TITLE", wml.run(value))


def author(value: str) -> str:
    """Return the author from the document's properties."""
    return wml.field("AUTHOR", wml.run(value))


def section(value: str) -> str:
    """Return the heading of the first rank in force; by number, which holds in every language of Word."""
    return wml.field("STYLEREF 1", wml.run(value))


def list_start(kind: str) -> str:
    """Return the start of a list of all captions that count `kind`."""
    return wml.field_start(f'TOC \\h \\z \\c "{kind}"')


def contents_start(depth: int) -> str:
    """Return the start of a table of contents over headings of the first `depth` ranks."""
    return wml.field_start(f'TOC \\o "1-{depth}" \\h \\z \\u')
