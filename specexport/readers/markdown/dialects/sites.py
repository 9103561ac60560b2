"""Links and pictures by their place on a site: `/img/a.png` and `/Page` name files of the project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.readers.markdown.dialects.seam import Blocks
    from specexport.readers.markdown.includes import SourcePart

_PATH = regex(r"(?![A-Za-z][A-Za-z0-9+.-]*:)([^?#]*)(.*)", re.DOTALL)


def found(
    *folders: str, pages: bool = False, spelt: Callable[[str], str] = str
) -> Callable[[Blocks, SourcePart], Blocks]:
    """Return a step that finds what URLs from the root of a site name.

    Such a file lies at the place itself, or in one of `folders` of the project. With `pages`, links may name
    pages without `.md`, also relative ones; `spelt` returns the name of the file from that of the page.
    """

    def step(blocks: Blocks, part: SourcePart) -> Blocks:
        def visit(node: d.Link | d.Image) -> d.Node:
            url = _found(node.url, part, folders, spelt if pages and type(node) is d.Link else None)
            return node if url is None else replace(node, url=url)

        return walk.rewrite(blocks, visit, d.Link, d.Image)

    return step


def _found(
    url: str, part: SourcePart, folders: tuple[str, ...], spelt: Callable[[str], str] | None
) -> str | None:
    match = _PATH.fullmatch(url)
    if not match or not match[1] or url.startswith("//"):
        return None
    path, rest = unquote(match[1]), match[2]
    names = [path]
    if spelt and not re.search(r"\.\w{1,5}$", path):
        names = [f"{spelt(path)}.md", *names]
    elif not path.startswith("/"):
        return None
    for name in names:
        places = [name.lstrip("/")] if name.startswith("/") else [name]
        places += [f"**/{folder}{name.lstrip('/')}" for folder in (*folders, "") if name.startswith("/")]
        for place in places:
            if (there := part.find(quote(place, safe="/*"))) is not None:
                return there + rest
    return None
