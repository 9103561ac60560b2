"""The Word styles of words in a text: emphasis, links, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx.styles.look import BOLD, ITALIC
from specexport.renderers.docx.styles.style import Entry
from specexport.style.colors import mix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.renderers.docx.styles.look import Look


def entries(look: Look) -> Iterator[Entry]:
    """Yield the styles of words in a text."""
    style = look.style
    colors = style.colors

    def named(ident: str, name: str, rpr: str, *, builtin: bool = True, based: str = "") -> Entry:
        return Entry(
            ident,
            name,
            rpr=rpr,
            kind="character",
            based=based or "DefaultParagraphFont",
            priority=20,
            builtin=builtin,
        )

    yield named("Strong", "Strong", BOLD)
    yield named("Emphasis", "Emphasis", ITALIC)
    yield named("Strikethrough", "Strikethrough", "<w:strike/>", builtin=False)
    yield named("Hyperlink", "Hyperlink", look.color(colors.link) + '<w:u w:val="single"/>')
    yield named("FollowedHyperlink", "FollowedHyperlink", look.color(colors.link) + '<w:u w:val="single"/>')
    yield named("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>')
    yield named("CaptionLabel", "Caption Label", BOLD, builtin=False)
    yield named("Mark", "Mark", look.fill(mix(colors.warning, colors.background, 0.2)), builtin=False)
    yield named(
        "Inserted", "Inserted Text", look.color(colors.success) + '<w:u w:val="single"/>', builtin=False
    )
    yield named("Deleted", "Deleted Text", "<w:strike/>" + look.color(colors.secondary), builtin=False)
    dotted = f'<w:u w:val="dotted" w:color="{colors.warning[1:].upper()}"/>'
    yield named(
        "Placeholder",
        "Placeholder",
        dotted + look.fill(mix(colors.warning, colors.background, 0.14)),
        builtin=False,
    )
