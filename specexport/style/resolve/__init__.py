"""What a stack of style files says, as tokens: colours made legible, lengths in points, files found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import asdict

from specexport.model.style import Style
from specexport.style.resolve import colors, page, text
from specexport.style.resolve.reader import StyleReader

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.style.stack import Stack

__all__ = ["StyleReader", "resolve"]


def resolve(reader: StyleReader) -> Style:
    """Return the style that is read; what is wrong with it is then in the `problems` of the stack."""
    brand, own, layers = reader.brand, reader.brand.own, reader.stack.layers
    roles = colors.colors(reader)
    base = text.base(reader, roles.text)
    common = reader.type(brand.typography.headings, base)
    return Style(
        **asdict(own.plain),
        name=layers[0].folder.name,
        folders=tuple(dict.fromkeys(layer.folder for layer in layers)),
        company=brand.meta.name.full or brand.meta.name.short,
        colors=roles,
        fonts=reader.faces,
        stand_ins=reader.stand_ins,
        base=base,
        headings=text.headings(reader, common),
        title=reader.type(own.title, common),
        code=text.code(reader, base),
        caption=reader.type(own.caption, base),
        table=reader.type(own.table, base),
        running=reader.type(own.running, base),
        page=page.page(reader),
        header=page.running_line(reader, own.header, "header"),
        footer=page.running_line(reader, own.footer, "footer"),
        verso=page.verso(reader),
        cover=page.cover(reader),
        logo=page.logo(reader),
        docx=page.docx(reader),
        inline_code=text.inline_code(reader),
        lists=colors.lists(reader),
        code_theme=colors.code_theme(reader),
        table_rules=colors.table_rules(reader),
        diagrams=colors.diagrams(reader),
        watermark=colors.watermark(reader),
        admonitions=colors.admonitions(reader),
        status_colors=colors.labels(reader, own.status),
        classification_colors=colors.labels(reader, own.classification_labels),
        meanings=own.meanings,
        sensitivity=own.sensitivity,
        signing=own.signing,
        html=own.html,
        dark=_dark(reader),
        words=reader.words,
        own_words=tuple(reader.own_words.items()),
        css=_sheets(reader.stack),
    )


def _sheets(stack: Stack) -> tuple[Path, ...]:
    """Return the style sheets of the style and of those it extends, in the order in which they act."""
    sheets = (layer.folder / "style.css" for layer in reversed(stack.layers))
    return tuple(sheet for sheet in sheets if sheet.is_file())


def _dark(reader: StyleReader) -> tuple[tuple[str, str], ...]:
    """Return the colours that the style itself says for a dark ground, by the page's names for them."""
    from specexport.style import palette
    from specexport.style.stack import Stack, has_dark

    layers = reader.stack.layers
    if reader.as_said or not has_dark(layers):
        return ()
    light, dark = (
        palette.colors(resolve(StyleReader(Stack(layers, theme), as_said=True)))
        for theme in ("light", "dark")
    )
    return tuple((name, value) for name, value in dark.items() if value != light[name])
