"""Document information: taken out of the text into `Document.meta`, typed where the field is known.

It may stand in front matter (which the reader has put into `meta.fields`), in a two-column table, or in
lines and lists that read `Author: …`, between the title and the first section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.information import is_heading, is_setting, key, target, value
from specexport.passes import beside, language, title
from specexport.passes.information import of_block
from specexport.style import sensitivity

if TYPE_CHECKING:
    from specexport.core.context import Context


def run(document: d.Document, context: Context) -> d.Document:
    """Fill `meta` from the title, the document information, and the fields that the reader found.

    The language is what the document says, else what its letters tell, if they do.
    """
    blocks = title.without_centering(document.blocks)
    found = title.take(blocks, document.meta)
    title.report(blocks, found, document.meta, context)
    given = tuple(field for field in document.meta.fields if not is_setting(field.name))
    information, blocks = _take_information(found.blocks)
    named = {key(field.name) for field in (*given, *information)}
    information = (*information, *(one for one in beside.fields(context) if key(one.name) not in named))
    form = next((field for field in document.meta.fields if key(field.name) == "template"), None)
    name = walk.plain(form.content) if form else document.meta.template
    meta = replace(document.meta, fields=_unique((*given, *information)), template=name)
    for field in information:
        if not walk.plain(field.content):
            context.inform("SX716", f"field {field.name} is empty, it is not shown", field.pos, "fill it in")
    meta = typed(meta)
    _tell_label(meta, context)
    if meta.lang and not language.is_tag(meta.lang):
        hint = "write one such as en or de-AT"
        context.warn("SX717", "what is given as the language is no tag of one", None, hint)
        meta = replace(meta, lang="")
    if not meta.lang:
        meta = replace(meta, lang=language.detected(document.blocks))
    if found.content:
        kind, words = title.split_kind(found.content)
        meta = replace(meta, title=words, kind=kind or meta.kind, id=found.id)
    elif not meta.title:
        meta = replace(meta, title=title.from_name(context.source_name))
        context.inform(
            "SX710", "the document has no title, its file name stands in", hint="begin it with # Title"
        )
    return replace(document, meta=meta, blocks=blocks)


def _tell_label(meta: d.Meta, context: Context) -> None:
    """Report a sensitivity label that the style does not know."""
    asked = sensitivity.asked(meta)
    if asked and context.style.sensitivity.tenant and sensitivity.of(meta, context.style) is None:
        known = ", ".join(context.style.sensitivity.labels) or "none"
        context.warn("SX840", f"the style has no sensitivity label {asked!r}", hint=f"it has: {known}")


def typed(meta: d.Meta) -> d.Meta:
    """Return `meta` with its typed fields filled from `meta.fields`; the first of two fields for one wins."""
    updates: dict[str, Any] = {}
    for field in meta.fields:
        name = target(field.name)
        if name and name not in updates and walk.plain(field.content):
            updates[name] = value(name, field.content)
    return replace(meta, **updates)


def _unique(found: tuple[d.MetaField, ...]) -> tuple[d.MetaField, ...]:
    """The fields without those that say again what one before them says."""
    seen: dict[tuple[str, str], d.MetaField] = {}
    for field in found:
        seen.setdefault((key(field.name), walk.plain(field.content)), field)
    return tuple(seen.values())


def _take_information(
    blocks: tuple[d.Block, ...],
) -> tuple[tuple[d.MetaField, ...], tuple[d.Block, ...]]:
    found: list[d.MetaField] = []
    kept: list[d.Block] = []
    for index, block in enumerate(blocks):
        if type(block) is d.Header and not is_heading(block):
            return tuple(found), _tidied(kept, bool(found)) + blocks[index:]
        taken = of_block(block)
        found.extend(taken)
        if not taken:
            kept.append(block)
    return tuple(found), _tidied(kept, bool(found))


def _tidied(blocks: list[d.Block], taken: bool) -> tuple[d.Block, ...]:
    """What is left before the first section, without a heading or rule that has lost its use."""
    out = list(blocks)
    while out and (type(out[-1]) is d.HorizontalRule or (taken and _is_empty_heading(out[-1]))):
        out.pop()
    while out and type(out[0]) is d.HorizontalRule:
        out.pop(0)
    return tuple(out)


def _is_empty_heading(block: d.Block) -> bool:
    return type(block) is d.Header and is_heading(block)
