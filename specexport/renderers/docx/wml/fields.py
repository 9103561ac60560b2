"""Fields with their results already in place, so that Word has nothing to ask on opening (17.16)."""

from __future__ import annotations

from specexport.renderers.docx.wml.values import PLAIN, Content, Instruction, R, RPr, run, w

_BEGIN, _SEPARATE, _END = (w("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))


def field(instruction: str, result: Content, props: RPr = PLAIN) -> Content:
    """Return the runs of a complex field (17.16.18) whose cached `result` is runs."""
    return start(instruction, props) + result + end(props)


def start(instruction: str, props: RPr = PLAIN) -> Content:
    """Return the runs of a field up to its result."""
    return R((_BEGIN,), props), R((Instruction(instruction),), props), R((_SEPARATE,), props)


def end(props: RPr = PLAIN) -> Content:
    """Return the run that ends a field."""
    return (R((_END,), props),)


def page(props: RPr = PLAIN) -> Content:
    """Return the number of the page it stands on."""
    return field("PAGE", run("2", props), props)


def pages(total: int, props: RPr = PLAIN) -> Content:
    """Return the number of pages."""
    return field("NUMPAGES", run(str(total), props), props)


def page_of(bookmark: str, number: int, props: RPr = PLAIN) -> Content:
    """Return the page of a bookmark."""
    return field(f"PAGEREF {bookmark} \\h", run(str(number), props), props)


def sequence(name: str, number: str, props: RPr = PLAIN) -> Content:
    """Return the next number of a sequence such as `Figure`."""
    return field(f"SEQ {name} \\* ARABIC", run(number, props), props)


def document_property(name: str, value: str) -> Content:
    """Return a custom property of the document."""
    return field(f'DOCPROPERTY "{name}"', run(value))


def title(value: str) -> Content:
    """Return the title from the document's properties."""
    return field("TITLE", run(value))


def section(value: str) -> Content:
    """Return the heading of the first rank in force; by number, which holds in every language of Word."""
    return field("STYLEREF 1", run(value))


def list_start(kind: str) -> Content:
    """Return the start of a list of all captions that count `kind`."""
    return start(f'TOC \\h \\z \\c "{kind}"')


def contents_start(depth: int) -> Content:
    """Return the start of a table of contents over headings of the first `depth` ranks."""
    return start(f'TOC \\o "1-{depth}" \\h \\z \\u')
