"""What a stack of style files says, as tokens: colours made legible, lengths in points, files found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model.style import Html, Meanings, Style
from specexport.style.resolve import colors, page, text
from specexport.style.resolve.said import Said

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.style.stack import Stack

__all__ = ["Said", "resolve"]


def resolve(said: Said) -> Style:
    """Return the style that a stack describes; what is wrong with it is then in the stack's `problems`."""
    roles = colors.colors(said)
    base = text.base(said, roles.text)
    common = said.type(said.get("typography", "headings"), base)
    own = said.own
    return Style(
        name=said.stack.layers[0].folder.name,
        folders=tuple(dict.fromkeys(layer.folder for layer in said.stack.layers)),
        company=_company(said),
        lang=own("lang"),
        colors=roles,
        fonts=said.faces,
        base=base,
        headings=text.headings(said, common),
        title=said.type(own("title"), common),
        code=text.code(said, base),
        caption=said.type(own("caption"), base),
        table=said.type(own("table"), base),
        furniture_type=said.type(own("running"), base),
        page=page.page(said),
        header=page.furniture(said, "header"),
        footer=page.furniture(said, "footer"),
        cover=page.cover(said),
        code_theme=colors.code_theme(said),
        admonitions=colors.admonitions(said),
        status_colors=colors.labels(said, "status"),
        numbering=bool(own("numbering", "show")),
        numbering_depth=own("numbering", "depth"),
        contents_depth=own("contents", "depth"),
        page_references=bool(own("references", "pages")),
        line_numbers=bool(own("code", "line-numbers")),
        classification=own("classification") or "",
        logo=page.logo(said),
        inline_code=text.inline_code(said),
        lists=text.lists(said, base),
        table_rules=colors.table_rules(said),
        diagrams=colors.diagrams(said),
        watermark=colors.watermark(said),
        classification_colors=colors.labels(said, "classification-labels"),
        banner=bool(own("banner", "show")),
        revisions=bool(own("revisions", "show")),
        approvals=bool(own("approvals", "show")),
        caption_align=own("caption", "text-align"),
        verso=page.verso(said),
        meanings=Meanings(**own("meanings")),
        docx=page.docx(said),
        dark=_dark(said),
        html=Html(own("html", "theme"), said.length(own("html", "max-width"), base.size)),
        words=said.words,
        own_words=tuple(said.own_words.items()),
        css=_sheets(said.stack),
    )


def _company(said: Said) -> str:
    name = said.get("meta", "name") or {}
    return name.get("full") or name.get("short") or ""


def _sheets(stack: Stack) -> tuple[Path, ...]:
    """Return the style sheets of the style and of those it extends, in the order in which they act."""
    sheets = (layer.folder / "style.css" for layer in reversed(stack.layers))
    return tuple(sheet for sheet in sheets if sheet.is_file())


def _dark(said: Said) -> tuple[tuple[str, str], ...]:
    """Return the colours that the style itself says for a dark ground, by the page's names for them."""
    from specexport.style import palette
    from specexport.style.stack import Stack, has_dark

    layers = said.stack.layers
    if said.as_said or not has_dark(layers):
        return ()
    light, dark = (
        palette.colors(resolve(Said(Stack(layers, theme), as_said=True))) for theme in ("light", "dark")
    )
    return tuple((name, value) for name, value in dark.items() if value != light[name])
