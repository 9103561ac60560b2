"""The parts as chapters: what each is called, and how deep its sections stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.folders import titles
from specexport.folders.tree import Part, Plan, stem
from specexport.model import document as d
from specexport.model import walk
from specexport.model.information import target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Titles that only say which file it is.
_GENERIC = frozenset(
    {
        *(
            "requirements",
            "requirements document",
            "design",
            "design document",
            "tasks",
            "implementation plan",
        ),
        *("proposal", "change proposal", "specification", "spec", "plan", "summary", "bugfix", "index"),
        *("bugfix requirements document", "bug fix", "readme", "overview", "introduction"),
    }
)
LEADING = frozenset({"spec-kit", "OpenSpec", "Kiro"})
"""Kinds of folders whose parts are about one thing, which the first says in its title."""


class Chapter(Struct, frozen=True):
    """A part with its document. `title` is its heading, `whole` what the file itself calls it, with its kind.

    `said` tells whether the file says a title at all.
    """

    part: Part
    title: tuple[d.Inline, ...]
    whole: str = ""
    document: d.Document = d.Document()
    said: bool = False

    @property
    def name(self) -> str:
        """The heading in words."""
        return walk.plain(self.title)


def chapters(plan: Plan, documents: Mapping[str, d.Document]) -> tuple[Chapter, ...]:
    """Return the parts of `plan` with their titles as the files have them."""
    return tuple(
        _chapter(part, documents[part.path])
        if part.path
        else Chapter(part, (d.Str(text=titles.humane(part.title)),))
        for part in plan.parts
    )


def _chapter(part: Part, document: d.Document) -> Chapter:
    meta = document.meta
    named = any(target(field.name) == "title" for field in meta.fields)
    if not (meta.title and (meta.id or named)):
        name = (
            part.title
            if "." in part.title or " " in part.title
            else titles.humane(part.title or stem(part.path))
        )
        title: tuple[d.Inline, ...] = (d.Str(text=name),)
        title = titles.numbered(title, part.number) if part.number else title
        return Chapter(part, title, name, document)
    kind = "" if any(target(field.name) == "kind" for field in meta.fields) else meta.kind
    whole = (d.Str(text=f"{kind}: "), *meta.title) if kind else meta.title
    words = walk.plain(whole)
    whole = titles.numbered(meta.title, part.number) if part.number else walk.merged(whole)
    return Chapter(part, whole, words, document, said=True)


def is_opening(chapter: Chapter, plan: Plan) -> bool:
    """Return whether a part has no heading: it is all there is, or opens what is called like it."""
    if len(plan.parts) == 1:
        return True
    named = not plan.title or plan.title.casefold() in (chapter.name.casefold(), chapter.whole.casefold())
    return chapter.part.role == "opening" and (named or not chapter.said)


def called(
    plan: Plan, found: Sequence[Chapter], folder: str, default: str
) -> tuple[tuple[d.Inline, ...], tuple[Chapter, ...]]:
    """Return the title of the whole, and the chapters, which do not repeat it.

    `folder` is the name of the folder, `default` what decisions together are called.
    """
    opening = next((one for one in found if one.said and is_opening(one, plan)), None)
    about = titles.common([one.title for one in found if one.said])
    first = next((one for one in found if one.part.path), None)
    if not about and plan.kind in LEADING and first and first.said:
        kind, said = titles.split(first.title)
        about = said if kind else ""
    if about:
        found = tuple(_without(one, about) for one in found)
    if opening:
        return opening.document.meta.title, tuple(found)
    if plan.title:
        return (d.Str(text=plan.title),), tuple(found)
    if about:
        return (d.Str(text=about),), tuple(found)
    if first and first.said and plan.kind in LEADING and first.name.casefold() not in _GENERIC:
        return first.title, tuple(found)
    if plan.kind == "decisions":
        return (d.Str(text=default),), tuple(found)
    return (d.Str(text=titles.humane(folder)),), tuple(found)


def _without(chapter: Chapter, about: str) -> Chapter:
    kind, said = titles.split(chapter.title)
    return replace(chapter, title=kind) if kind and said.casefold() == about.casefold() else chapter


def shifted(blocks: tuple[d.Block, ...], level: int, said: bool) -> tuple[d.Block, ...]:
    """Return the blocks of a part below a heading of the rank `level`, 0 for none.

    Several headings of the first rank in a file that begins with one of these are its equals where the first
    has sections of its own, else its sections.
    """
    ranks = [block.level for block in blocks if type(block) is d.Header]
    if not ranks:
        return blocks
    equals = said and level > 0 and min(ranks) == 1 and _has_own(blocks)
    by = level - min(ranks) + (0 if equals else 1)
    if not by:
        return blocks

    def visit(header: d.Header) -> d.Header:
        return replace(header, level=max(1, header.level + by))

    return walk.rewrite(blocks, visit, d.Header)


def _has_own(blocks: tuple[d.Block, ...]) -> bool:
    """Return whether sections stand before the next heading of the first rank."""
    ranks = [block.level for block in blocks if type(block) is d.Header]
    return bool(ranks) and ranks[0] > 1
