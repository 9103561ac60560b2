"""One Document of many, as an editor would make it: one title, one information, chapters in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.folders import fields, open_points, progress, register
from specexport.folders.addresses import Addresses, Namer
from specexport.folders.chapters import LEADING, Chapter, called, chapters, is_opening, shifted
from specexport.folders.placing import Placing, linked
from specexport.folders.words import words
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import APPENDIX
from specexport.model.slugs import slug
from specexport.passes import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from specexport.core.context import Context
    from specexport.folders.addresses import Names
    from specexport.folders.tree import Plan
    from specexport.folders.words import FolderWords


def join(plan: Plan, documents: Mapping[str, d.Document], folder: str, context: Context) -> d.Document:
    """Return the document of the folder called `folder`: the parts of `plan`, read as `documents` by path.

    Each has been through the passes that look at one file: its headings have ids, its title and information
    are in `meta`. `context` is told what parts say differently (SX811), and links that lead to nothing.
    """
    lang = _lang(plan, documents)
    own = words(lang)
    title, found = called(plan, chapters(plan, documents), folder, own.decisions)
    whole = _Whole(plan, found, context, own)
    return d.Document(meta=whole.meta(title, lang), blocks=whole.blocks(), media=_media(documents))


def _lang(plan: Plan, documents: Mapping[str, d.Document]) -> str:
    said = (documents[part.path].meta.lang for part in plan.parts if part.path)
    return next(filter(None, said), "")


def _media(documents: Mapping[str, d.Document]) -> dict[str, d.Media]:
    return {url: media for document in documents.values() for url, media in document.media.items()}


class _Whole:
    """The whole while it is made."""

    def __init__(self, plan: Plan, found: Sequence[Chapter], context: Context, own: FolderWords) -> None:
        self._plan = plan
        self._found = found
        self._context = context
        self._words = own
        self._namer = Namer()
        self._names = [self._names_of(one) for one in found]
        self._addresses = Addresses(names for names in self._names if names.path)
        self._openings = frozenset(one.part.path for one in found if self._is_opening(one))
        self._placings = [Placing(names, self._addresses, context, self._openings) for names in self._names]
        self._merged = self._merge()

    def _is_opening(self, chapter: Chapter) -> bool:
        return is_opening(chapter, self._plan)

    def _names_of(self, chapter: Chapter) -> Names:
        meta = chapter.document.meta
        titles = (chapter.whole, walk.plain(meta.title), chapter.name) if chapter.said else (chapter.name,)
        ident = meta.id if chapter.said and meta.id else slug(chapter.name)
        return self._namer.names(chapter.part.path, ident, titles, chapter.document.blocks)

    def meta(self, title: tuple[d.Inline, ...], lang: str) -> d.Meta:
        """Return the information of the whole; what parts say differently is told."""
        for one in self._merged.differences:
            message = (
                f"{one.by} says {one.field}: {_short(one.said)}, and {one.first_by} {_short(one.first)}: "
                "both are shown, the first as that of the document"
            )
            self._context.inform("SX811", message, one.pos, "let all parts say the same")
        opening = next((at for at, one in enumerate(self._found) if self._is_opening(one)), None)
        first = self._found[opening].document.meta if opening is not None else d.Meta()
        meta = metadata.typed(d.Meta(fields=self._merged.whole))
        ident = self._names[opening].ident if opening is not None else self._namer.unique("document")
        kind = first.kind or meta.kind
        return replace(meta, title=title, kind=kind, lang=lang, id=ident)

    def _merge(self) -> fields.Merged:
        told = []
        for chapter, placing in zip(self._found, self._placings, strict=True):
            placed = self._fields(chapter, placing)
            if placed and not chapter.part.number:
                meta = replace(chapter.document.meta, fields=placed)
                told.append(fields.Told(titles_name(chapter), chapter.part.path, meta))
        return fields.merged(told, alike=self._plan.kind in LEADING)

    def _fields(self, chapter: Chapter, placing: Placing) -> tuple[d.MetaField, ...]:
        """Return the information of a part as it stands in the whole.

        Of parts about one thing, what only leads to another part is left out: readers have that before them.
        """
        fields = ((field, linked(field.content)) for field in chapter.document.meta.fields)
        together = self._plan.kind in LEADING
        return tuple(
            replace(field, content=placing.inlines(content), pos=placing.pos(field.pos))
            for field, content in fields
            if not (together and placing.is_way(content))
        )

    def blocks(self) -> tuple[d.Block, ...]:
        """Return all parts, the register before the first decision, and open points before appendices."""
        made = [self._made(at) for at in range(len(self._found))]
        parts = [chapter.part for chapter in self._found]
        end = next((at for at, part in enumerate(parts) if part.role == "appendix"), len(parts))
        points = tuple(
            point
            for chapter, blocks in zip(self._found, made, strict=True)
            for point in self._open(chapter, blocks)
        )
        open_chapter = open_points.chapter(points, self._namer.unique("open-points"), self._words)
        out: list[d.Block] = []
        for at, blocks in enumerate(made):
            if parts[at].number and not any(part.number for part in parts[:at]):
                out += self._register()
            if at == end:
                out += open_chapter
            out += blocks
        return (*out, *(open_chapter if end == len(made) else ()))

    @staticmethod
    def _open(chapter: Chapter, blocks: tuple[d.Block, ...]) -> tuple[open_points.OpenPoint, ...]:
        return open_points.found(blocks) if chapter.part.path else ()

    def _made(self, at: int) -> tuple[d.Block, ...]:
        """Return a part as it stands in the whole."""
        chapter, placing = self._found[at], self._placings[at]
        part = chapter.part
        inner = placing.blocks(chapter.document.blocks)
        if self._is_opening(chapter):
            about = register.information(self._merged.own.get(part.path, ()))
            return (*about, *shifted(inner, 0, chapter.said))
        line = progress.line(inner, self._words) if progress.is_tasks(part.path) else ()
        classes = (APPENDIX,) if part.role == "appendix" else ()
        pos = placing.pos(next((node.pos for node in chapter.title if node.pos), None))
        heading = d.Header(
            level=part.level,
            content=placing.inlines(chapter.title),
            attr=d.Attr(self._names[at].ident, classes),
            pos=pos or (d.Pos(1, end_line=1, path=part.path) if part.path else None),
        )
        own = self._fields(chapter, placing) if part.number else self._merged.own.get(part.path, ())
        about = register.information(own)
        return (heading, *about, *line, *shifted(inner, part.level, chapter.said))

    def _register(self) -> Iterator[d.Block]:
        decisions = []
        for chapter, names, placing in zip(self._found, self._names, self._placings, strict=True):
            if chapter.part.number:
                meta = chapter.document.meta
                decision = register.Decision(
                    number=chapter.part.number,
                    title=chapter.name.partition(": ")[2] or chapter.name,
                    ident=names.ident,
                    status=placing.inlines(linked(register.status(meta, chapter.document.blocks))),
                    date=meta.updated or meta.created,
                    pos=d.Pos(1, end_line=1, path=chapter.part.path),
                )
                decisions.append(decision)
        yield from register.chapter(decisions, self._namer.unique("register"), self._words)


def titles_name(chapter: Chapter) -> str:
    """Return the words that tell a part among others in a field's name."""
    return _short(chapter.name, 40) or chapter.part.path


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
