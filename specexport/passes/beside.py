"""Document information in a file beside the document, where a convention keeps it: `kep.yaml` of a KEP."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.diagnostics import SpecExportError

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model import document as d

# The documents that such a file belongs to, by their names in lower case.
_FILES = {"readme.md": "kep.yaml"}


def fields(context: Context) -> tuple[d.MetaField, ...]:
    """Return the fields that a file beside the source holds, none where there is no such file.

    The title is the document's own affair.
    """
    name = _FILES.get(PurePath(context.source_name).name.lower())
    if name is None:
        return ()
    try:
        text = context.resources.read(name).decode("utf-8", "replace")
    except SpecExportError:
        return ()
    from specexport.readers.markdown import frontmatter

    found = frontmatter.fields(frontmatter.Matter("yaml", text.replace("\r\n", "\n")), context)
    return tuple(_placed(field, name) for field in found if field.name.lower() != "title" and field.content)


def _placed(field: d.MetaField, name: str) -> d.MetaField:
    """A field with its place in the file that it comes from."""
    content = tuple(
        replace(node, pos=replace(node.pos, path=name)) if node.pos else node for node in field.content
    )
    return replace(field, content=content, pos=replace(field.pos, path=name) if field.pos else None)
