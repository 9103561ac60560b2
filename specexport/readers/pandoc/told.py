"""What the metadata that pandoc reads says of a source, as fields of the document information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specexport.model import document as d
from specexport.model import walk
from specexport.pandoc.ast import reading
from specexport.readers.common.draft import Draft, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.pandoc.ast.names import Raw

COMMON = frozenset(
    {
        *("title", "subtitle", "author", "authors", "date", "keywords", "lang", "language", "abstract"),
        *("status", "version", "classification"),
    }
)
"""The metadata that readers of a document want, where most of the others are meant for programs."""

_NAMES = {"author": "Authors", "lang": "Language", "language": "Language"}


def of_tree(raw: dict[str, Raw], everything: bool) -> Draft:
    """Return the fields and the title in the metadata of a syntax tree, and its abstract as blocks."""
    kept = {name: value for name, value in raw.items() if everything or name.lower() in COMMON}
    title = _content(kept.pop("title", None))
    abstract = kept.pop("abstract", None)
    fields = [d.MetaField(_NAMES.get(name, name), _content(value)) for name, value in kept.items()]
    given = tuple(field for field in fields if walk.plain(field.content))
    blocks = reading.blocks(abstract["c"]) if abstract and abstract["t"] == "MetaBlocks" else ()
    if abstract and not blocks:
        blocks = tuple(d.Para(content=content) for content in [_content(abstract)] if content)
    return Draft(blocks, given, title)


def _content(raw: Raw) -> tuple[d.Inline, ...]:
    """Return a value of the metadata as inlines; those of a list are set apart by commas."""
    if not raw:
        return ()
    content: Any = raw["c"]
    match raw["t"]:
        case "MetaInlines":
            return reading.inlines(content)
        case "MetaString":
            return words(content)
        case "MetaBool":
            return words("yes" if content else "no")
        case "MetaBlocks":
            return words(walk.plain(reading.blocks(content)))
        case "MetaList":
            return words(", ".join(filter(None, (walk.plain(_content(value)) for value in content))))
        case _:
            return words(_named(content))


def _named(values: dict[str, Raw]) -> str:
    """Return the name in a value that has several, as those of authors do, else all of them."""
    named = values.get("name") or values.get("text")
    return walk.plain(_content(named)) if named else ", ".join(_texts(values))


def _texts(values: dict[str, Raw]) -> Iterator[str]:
    for value in values.values():
        if text := walk.plain(_content(value)):
            yield text
