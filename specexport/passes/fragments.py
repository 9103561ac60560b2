"""What other files have anchors for: a link to `limits.md#daily` leads to a heading there, or to none."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec.structs import replace

from specexport.core.context import Source, unheard
from specexport.core.diagnostics import SpecExportError
from specexport.core.patterns import regex
from specexport.model import walk
from specexport.passes import anchors
from specexport.readers import markdown

if TYPE_CHECKING:
    from specexport.core.context import Context

# Lines of a source, and words to be found on a page: no heading is called so.
_NO_NAME = regex(r"L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?|:~:.*|$")
# What takes headings from elsewhere, which are then not known.
_INCLUDING = regex(rb"\{\{#include|^`{3,}\s*include|--8<--|\{\{<\s*include|^import\s|!\[\[", re.MULTILINE)
_SUFFIXES = frozenset({".md", ".markdown", ".mdx"})
_MOST = 256

_known: dict[bytes, frozenset[str]] = {}


def asked(url: str) -> tuple[str, str]:
    """Return the path and the fragment of a link to a heading of another Markdown file, else nothing."""
    own, _, fragment = url.partition("#")
    path = own.partition("?")[0]
    if _NO_NAME.fullmatch(fragment) or PurePosixPath(unquote(path)).suffix.lower() not in _SUFFIXES:
        return "", ""
    return path, unquote(fragment)


def has(names: frozenset[str], fragment: str) -> bool:
    """Say whether one of `names` is that of a fragment, in any letter case, as GitHub has it."""
    return fragment.lower() in names or fragment.lower().removeprefix("user-content-") in names


def names_in(data: bytes, name: str, context: Context) -> frozenset[str] | None:
    """Return what can be linked to in a Markdown file, in lower case; None where that is not known."""
    if _INCLUDING.search(data):
        return None
    digest = sha256(data).digest()
    if digest not in _known:
        if len(_known) >= _MOST:
            _known.clear()
        quiet = replace(context, report=unheard, source=Source(data, name))
        try:
            document = anchors.run(markdown.read(quiet.source, quiet), quiet)
        except SpecExportError:
            return None
        _known[digest] = frozenset(found.lower() for found in walk.idents(document.blocks))
    return _known[digest]
