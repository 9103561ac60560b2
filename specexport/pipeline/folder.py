"""A folder is read as one document: its parts one by one, then what they make together."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from specexport import folders
from specexport.core.context import Source
from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.parts import language
from specexport.folders import contracts, titles, words
from specexport.folders.inside import Inside
from specexport.folders.tree import Part, folder, stem
from specexport.model.document import Document, Header, Str
from specexport.model.information import target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from specexport.core.context import Context

    ReadPart: TypeAlias = "Callable[[Context, Callable[[Document], Document]], Document]"

FIRST_PASSES = ("anchors", "metadata", "linebreaks", "handmade", "unfilled")
"""The passes that a part goes through on its own, in the order of `flow.PASSES`; the others see the whole."""


# What is no fault in a part: that it has no title, or several headings of the first rank.
_OF_WHOLE = frozenset({"SX710", "SX711"})


def plan(source: Source, context: Context) -> folders.Plan:
    """Return of which parts the document of the folder `source` is made; empty files are none.

    Raises EnvironmentProblem when the project's settings are not understood, SpecExportError (SX814) when all
    files are empty.
    """
    made = folders.plan(tree(source), _settings(source, context))
    empty = {file.name for file in source.files if not file.data.removeprefix(b"\xef\xbb\xbf").strip()}
    parts = tuple(part for part in made.parts if part.path not in empty)
    if not any(part.path for part in parts):
        hint = "write something into its files"
        raise SpecExportError(
            Diagnostic("SX814", "all files in this folder are empty", "error", source.name, hint=hint)
        )
    left = tuple(part.path for part in made.parts if part.path in empty)
    return replace(made, parts=parts, left=(*made.left, *left))


def tree(source: Source) -> folders.Tree:
    """Return the files of a folder as conventions look at them."""
    by_name = {file.name: file.data for file in source.files}

    def text(path: str) -> str:
        return by_name[path].decode("utf-8", "replace").removeprefix("\ufeff")

    name = (
        PurePath(os.path.realpath(source.name)).name
        if source.name.strip("./") == ""
        else PurePath(source.name).name
    )
    return folders.Tree(name, tuple(by_name), text)


def _settings(source: Source, context: Context) -> tuple[str, ...]:
    """Return the parts that the project's settings name, relative to the folder."""
    project = context.project()
    here = Path(source.name).resolve()
    top = project.folder.resolve()
    if not project.document.parts or not here.is_relative_to(top):
        return ()
    above = here.relative_to(top).as_posix()
    lead = "" if above == "." else f"{above}/"
    named = (part.removeprefix("./") for part in project.document.parts)
    return tuple(part[len(lead) :] for part in named if part.startswith(lead))


def read(source: Source, context: Context, read_part: ReadPart) -> Document:
    """Return the document of the folder `source`, as the passes behind FIRST_PASSES need it.

    `read_part` reads a part, lets it be changed, and passes it through these. What is in none of the parts is
    told (SX810, SX812).
    """
    made, where = plan(source, context), tree(source)
    _tell(made, context)
    called = {source.name + part.path: part for part in made.parts}
    documents = {
        called[inner.source.name].path: read_part(inner, partial(headed, called[inner.source.name]))
        for inner in parts(source, context, made)
    }
    lang = next(filter(None, (document.meta.lang for document in documents.values())), "")
    for part in made.parts:
        if language(part.path):
            documents[part.path] = contracts.document(part.path, where.read(part.path), words.words(lang))
    return folders.join(made, documents, where.name, context)


def parts(source: Source, context: Context, made: folders.Plan | None = None) -> Iterator[Context]:
    """Yield the context of every part that is text, in the order of the document."""
    data = {file.name: file.data for file in source.files}
    for part in (made or plan(source, context)).parts:
        if part.path and not language(part.path):
            own = Source(data[part.path], source.name + part.path)
            yield replace(
                context,
                source=own,
                resources=Inside(context.resources, folder(part.path)),
                report=partial(_tell_of_part, context),
            )


def _tell_of_part(context: Context, diagnostic: Diagnostic) -> None:
    """Report what concerns a part, but for its title, which the plan gives it."""
    if diagnostic.code not in _OF_WHOLE:
        context.report(diagnostic)


def headed(part: Part, document: Document) -> Document:
    """Return the document of a part with a heading that names it, if it has none of the first rank."""
    titled = any(target(field.name) == "title" for field in document.meta.fields)
    ranks = {block.level for block in document.blocks if type(block) is Header}
    if titled or 1 in ranks or part.role == "opening":
        return document
    name = (
        part.title if "." in part.title or " " in part.title else titles.humane(part.title or stem(part.path))
    )
    return replace(document, blocks=(Header(level=1, content=(Str(text=name),)), *document.blocks))


def _tell(made: folders.Plan, context: Context) -> None:
    texts = sum(bool(part.path) for part in made.parts)
    if made.kind == "folder" and texts > 1:
        message = f"one document is made of the {texts} files in this folder, in the order of their names"
        context.inform(
            "SX813", message, hint=f"each by itself: specexport batch {context.source_name} -o out"
        )
    for name in made.missing:
        context.warn(
            "SX812",
            f"{made.asked or made.how} names the part {name}, which is not there",
            hint="correct its path",
        )
    if made.left:
        shown = ", ".join(made.left[:5]) + (", ..." if len(made.left) > 5 else "")
        one = len(made.left) == 1
        message = f"{len(made.left)} file{'s are' if not one else ' is'} in no part of the document: {shown}"
        context.inform("SX810", message, hint=f"{made.how} says the parts: name it there, or leave it")
