"""The style's own cover page, where it has one that can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specexport.renderers.common.cover_facts import values

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model.document import Meta
    from specexport.renderers.html.shell import Shell


def cover(meta: Meta, context: Context, shell: Shell, html: dict[str, Any]) -> str:
    """Return what stands on the style's own cover; nothing where the built-in one is to be shown.

    `html` are values that are HTML already. Below a title block, and without a head, there is no cover.
    """
    path, style = context.style.cover.template, context.style
    if path is None or shell.layout != "cover" or not shell.whole:
        return ""
    from specexport.renderers.html.fragment import FragmentError, fill

    known = values(meta, style.company, style.classification, "")
    text = {**known, "subtitle": meta.subtitle, "logo": shell.logo, "words": style.words}
    try:
        return fill(path, html, {name: value for name, value in text.items() if name not in html})
    except FragmentError as error:
        hint = "the built-in cover stands in; see docs/styles.md for what it may show"
        context.warn("SX077", f"the style's cover page {path.name} cannot be used: {error}", None, hint)
        return ""
