"""Fields with their results already in place, so that Word has nothing to ask on opening (17.16)."""

from __future__ import annotations

from specexport.renderers.docx import xml


def page(props: str = "") -> str:
    """Return the number of the page it stands on."""
    return xml.field("PAGE", xml.run("2", props), props)


def pages(total: int, props: str = "") -> str:
    """Return the number of pages."""
    return xml.field("NUMPAGES", xml.run(str(total), props), props)


def page_of(bookmark: str, number: int, props: str = "") -> str:
    """Return the page of a bookmark."""
    return xml.field(f"PAGEREF {bookmark} \\h", xml.run(str(number), props), props)


def sequence(name: str, number: str, props: str = "") -> str:
    """Return the next number of a sequence such as `Figure`."""
    return xml.field(f"SEQ {name} \\* ARABIC", xml.run(number, props), props)


def document_property(name: str, value: str) -> str:
    """Return a custom property of the document."""
    return xml.field(f'DOCPROPERTY "{name}"', xml.run(value))


def title(value: str) -> str:
    """Return the title from the document's properties."""
    return xml.field("TITLE", xml.run(value))


def author(value: str) -> str:
    """Return the author from the document's properties."""
    return xml.field("AUTHOR", xml.run(value))


def section(value: str) -> str:
    """Return the heading of the first rank in force; by number, which holds in every language of Word."""
    return xml.field("STYLEREF 1", xml.run(value))


def list_start(kind: str) -> str:
    """Return the start of a list of all captions that count `kind`."""
    return xml.field_start(f'TOC \\h \\z \\c "{kind}"')


def contents_start(depth: int) -> str:
    """Return the start of a table of contents over headings of the first `depth` ranks."""
    return xml.field_start(f'TOC \\o "1-{depth}" \\h \\z \\u')
