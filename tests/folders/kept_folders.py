"""The folders of these tests: one in each convention, as projects have them."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = Path(__file__).parent / "kept"

FOLDERS = {
    "spec-kit": "spec-kit/specs/012-shift-swap",
    "OpenSpec": "openspec/changes/add-parcel-lockers",
    "Kiro": "kiro/.kiro/specs/door-access",
    "decisions": "decisions/docs/decisions",
    "arc42": "arc42/tram-counter",
    "MkDocs": "mkdocs",
    "Azure DevOps": "azure",
    "Quarto": "quarto",
    "book": "book",
    "docsify": "docsify",
    "Docusaurus": "docusaurus",
}
"""Folders by the convention that each follows."""

_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^()\s]+)\)")


def place(kind: str) -> Path:
    """Return the folder that follows a convention."""
    return KEPT / FOLDERS[kind]


# A field that only leads to another part is left out.
_WAY = re.compile(r"\*\*Spec\*\*: \[.*?\]\(.*?\)")


def links(folder: Path, parts: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the words of every link between `parts`, and the heading that it has to lead to."""
    for path in parts:
        text = re.sub(r"```.*?```", "", (folder / path).read_text(encoding="utf-8"), flags=re.DOTALL)
        text = _WAY.sub("", text)
        for words, url in _LINK.findall(text):
            target, _, fragment = url.partition("#")
            if found := _target(folder, path, target, parts):
                heading = _heading((folder / found).read_text(encoding="utf-8"), fragment)
                yield words, heading or _name(found)


def _target(folder: Path, path: str, url: str, parts: list[str]) -> str:
    if not url:
        return path
    top = folder if url.startswith("/") else (folder / path).parent
    for ending in ("", ".md"):
        real = (top / (url.lstrip("/") + ending)).resolve()
        if real.is_relative_to(folder.resolve()) and real.relative_to(folder.resolve()).as_posix() in parts:
            return real.relative_to(folder.resolve()).as_posix()
    return ""


def _name(path: str) -> str:
    """Return what a part without a title is called: like its file, or its folder."""
    *_, above, name = ("", *path.removesuffix(".md").split("/"))
    return (above if name == "spec" else name).replace("-", " ")


def _heading(text: str, fragment: str) -> str:
    """Return the heading that a fragment means as GitHub would name it, by default the first, as printed."""
    tokens = MarkdownIt().parse(re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL))
    for token, inner in itertools.pairwise(tokens):
        if token.type == "heading_open":
            named = re.fullmatch(r"(.*?)\s*\{#([\w-]+)\}", inner.content)
            words = named[1] if named else re.sub(r"[*`_]", "", inner.content)
            slug = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            if (not fragment and token.tag == "h1") or (
                fragment and fragment in (slug, named[2] if named else "")
            ):
                return words
    return ""
