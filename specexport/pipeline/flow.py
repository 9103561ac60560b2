"""The flow: bytes to Document by a reader, through the passes, to bytes by a renderer for each target."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core import registry
from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.model import walk
from specexport.passes import characters
from specexport.passes.crosslinks import towards
from specexport.pipeline import budgets
from specexport.style.words import localise

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from specexport.core.context import Context, Rendered, Source
    from specexport.model.document import Document

# The order in which a document is worked on. Each needs what those before it have done.
PASSES = (
    "anchors",
    "metadata",
    "linebreaks",
    "handmade",
    "signing",
    "completeness",
    "unfilled",
    "headings",
    "diagrams",
    "timeline",
    "threats",
    "equations",
    "figures",
    "links",
    "media",
    "code",
    "highlight",
    "contents",
)

# Passes of other packages go before this one: document information is read; marks, numbers and links are to
# come.
_BEFORE = "completeness"

# Formats that nothing reads, though Markdown would. A suffix that is none of these may be part of any name.
_OTHER_FORMATS = frozenset((".doc", ".dot", ".pages", ".pdf", ".ppt", ".rtfd", ".sxw", ".wpd", ".xls"))


def read(source: Source, context: Context, targets: Collection[str] = ()) -> Document:
    """Read `source` and pass it through `PASSES`, and those of other packages that the options name.

    The reader is the one that the options name, else the one that the suffix of the source's name stands for,
    else Markdown's. `targets`, where they are known, save it the passes that none of them shows anything of.
    Raises SpecExportError when the source cannot be read, or is of another format by its suffix.
    """
    context = replace(context, source=source)
    try:
        with walk.remembering():
            if source.files:
                return _read_folder(source, context, targets)
            name = context.options.reader or reader_for(source)
            document = _read(source, context, name)
            return (
                document if registry.finished(name) else _passed(document, context, _passes(context, targets))
            )
    except RecursionError:
        raise _too_deep("a specification", context) from None


def _read(source: Source, context: Context, name: str) -> Document:
    document: Document = registry.load("readers", name)(source, context)
    document = characters.filtered(document, context)
    budgets.hold(document, context)
    return document


def _passed(document: Document, context: Context, steps: Iterable[str]) -> Document:
    for step in steps:
        document = registry.load("passes", step)(document, context)
    return document


def _read_folder(source: Source, context: Context, targets: Collection[str]) -> Document:
    """Return the document of a folder: each part passed on its own as far as that goes, then the whole."""
    from specexport.pipeline import folder

    def part(context: Context, change: Callable[[Document], Document]) -> Document:
        name = context.options.reader or reader_for(context.source)
        document = change(_read(context.source, context, name))
        return _passed(document, context, folder.FIRST_PASSES)

    document = folder.read(source, context, part)
    budgets.hold(document, context)
    steps = (step for step in _passes(context, targets) if step not in folder.FIRST_PASSES)
    return _passed(document, context, steps)


def _passes(context: Context, targets: Collection[str]) -> list[str]:
    here = PASSES.index(_BEFORE)
    passes = (*PASSES[:here], *context.options.passes, *PASSES[here:])
    idle = (
        frozenset.intersection(*(registry.target(name).needless for name in targets))
        if targets
        else frozenset()
    )
    return [step for step in passes if step not in idle]


def _too_deep(what: str, context: Context) -> SpecExportError:
    message = f"the document is nested too deeply for {what}"
    hint = "flatten nested lists and quotations"
    return SpecExportError(Diagnostic("SX020", message, "error", context.source_name, hint=hint))


def reader_for(source: Source) -> str:
    """Return the name of the reader that the suffix of a source's name stands for, else Markdown's.

    Raises SpecExportError when the suffix is that of another format.
    """
    suffix, meant = PurePath(source.name).suffix.lower(), registry.named("readers", source.name)
    if suffix in _OTHER_FORMATS and not meant:
        message = f"nothing reads {suffix} files"
        hint = "save it in a format that specexport formats lists, such as .docx, or name that with --from"
        raise SpecExportError(Diagnostic("SX011", message, "error", source.name, hint=hint))
    return meant or "markdown"


def render(document: Document, target: str, context: Context) -> Rendered:
    """Render `document` for one target, in the document's own language.

    Raises SpecExportError when it cannot be rendered.
    """
    renderer = registry.load("renderers", target)
    if not registry.target(target).tracks:
        document = _in_words(document)
    if context.exported:
        document = towards(document, target, context.exported)
    try:
        rendered: Rendered = renderer(document, _localised(context, document.meta.lang))
    except RecursionError:
        raise _too_deep(target, context) from None
    budgets.hold_output(len(rendered.data), target, context)
    return rendered


def _in_words(document: Document) -> Document:
    """Return a document whose changes are those of words, for a target that knows no others."""
    from specexport.renderers.common import changes

    if not changes.any_in(document):
        return document
    from specexport.renderers.common.lowered import lowered

    return lowered(document)


def _localised(context: Context, lang: str) -> Context:
    return replace(context, style=localise(context.style, lang)) if lang else context


def rank(target: str) -> int:
    """Return a key that sorts targets into the order in which they are to be rendered: page layouts first.

    Those after them then know the page of every anchor.
    """
    return 0 if registry.target(target).pages else 1
