"""The words of a Word file, which its reader is held to account for: every `w:t` (`common.conservation`)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from specexport.readers.common.conservation import words
from specexport.readers.docx.names import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from specexport.readers.docx.package import Package

_PARTS = ("footnotes", "endnotes", "comments")
_RUNNING = ("header", "footer")


def of_notes(package: Package) -> Counter[str]:
    """Return the words of the notes and the comments of a file."""
    found: Counter[str] = Counter()
    for kind in _PARTS:
        if (part := package.related(kind)) is not None:
            found += of_part(part.root)
    return found


def of_part(root: _Element) -> Counter[str]:
    """Return the words of a part."""
    found: Counter[str] = Counter()
    for _, text in texts(root):
        found.update(words(text))
    return found


def running(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the texts of headers and footers, each with its kind, once."""
    seen: set[str] = set()
    for kind in _RUNNING:
        for name in package.main.of_kind(kind):
            part = package.part(name)
            text = " ".join(said.strip() for _, said in texts(part.root)) if part is not None else ""
            text = " ".join(text.split())
            if text and text not in seen:
                seen.add(text)
                yield kind, text
