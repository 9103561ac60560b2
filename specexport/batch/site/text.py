"""The words of a document, section by section, for the search of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = regex(r"[^\W_]+(?:[-'’][^\W_]+)*")
# Scripts without spaces between words are found by pairs of characters.
_CJK = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_RUNS = regex(rf"(?P<unspaced>[{_CJK}]+)|[^{_CJK}]+")


class SearchedSection(Struct, frozen=True, array_like=True):
    """A section: the id of its heading (empty for what stands before the first), its title and its words."""

    ident: str
    title: str
    text: str


def sections(document: d.Document) -> tuple[SearchedSection, ...]:
    """Return the sections of a document, each with the text up to the next heading, notes among it."""
    found: list[tuple[str, str, list[d.Node]]] = [(document.meta.id, walk.plain(document.meta.title), [])]
    for block in document.blocks:
        if type(block) is d.Header:
            found.append((block.attr.id, walk.plain(block.content), []))
        else:
            found[-1][2].append(block)
    return tuple(SearchedSection(ident, title, _text(blocks)) for ident, title, blocks in found)


def _text(blocks: list[d.Node]) -> str:
    notes = [inner for note in walk.find(blocks, d.Note) for inner in note.content]
    return walk.plain([*blocks, *notes])


def words(text: str) -> Iterator[str]:
    """Yield the words of a text as they are looked for."""
    for match in _WORD.finditer(text.lower()):
        word = match[0]
        yield from dict.fromkeys((word, *word.replace("’", "'").replace("-", " ").replace("'", " ").split()))
        runs = [*_RUNS.finditer(word)]
        for run in runs:
            if run["unspaced"]:
                yield from (run[0][at : at + 2] for at in range(max(len(run[0]) - 1, 1)))
            elif len(runs) > 1:
                yield run[0]
