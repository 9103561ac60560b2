"""Inlines in Confluence's storage format."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import DELETED, INSERTED, KBD, MARK, PLACEHOLDER, UNDERLINE
from specexport.renderers.confluence import xml
from specexport.style.units import css_points

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from specexport.core.context import Context

_ELEMENTS = {
    UNDERLINE: ("<u>", "</u>"),
    INSERTED: ("<u>", "</u>"),
    DELETED: ("<del>", "</del>"),
    KBD: ("<code>", "</code>"),
    MARK: ('<span style="background-color: rgb(255,240,179);">', "</span>"),
    PLACEHOLDER: ('<span style="color: rgb(255,139,0);">', "</span>"),
}
# Sizes of pictures are pixels there: points in one, and the size of its text in points.
_PIXEL, _EM = 0.75, 10.5
_LINKED = ("http://", "https://")


class Inlines:
    """Writes inlines. `pictures` are the names of attachments; `note` numbers a footnote."""

    def __init__(
        self,
        context: Context,
        pictures: Mapping[str, str],
        note: Callable[[tuple[d.Block, ...]], int],
    ) -> None:
        self._context = context
        self._pictures = pictures
        self._note = note

    def __call__(self, content: Sequence[d.Inline]) -> str:
        """Return `content`, one after the other."""
        return "".join(map(self._inline, content))

    def _inline(self, node: d.Inline) -> str:
        match node:
            case d.Str():
                return xml.text(node.text)
            case d.Emph():
                return f"<em>{self(node.content)}</em>"
            case d.Strong():
                return f"<strong>{self(node.content)}</strong>"
            case d.Strikeout():
                return f"<del>{self(node.content)}</del>"
            case d.Superscript():
                return f"<sup>{self(node.content)}</sup>"
            case d.Subscript():
                return f"<sub>{self(node.content)}</sub>"
            case d.Code():
                return f"<code>{xml.text(node.text)}</code>"
            case d.Math():
                return self._formula(node)
            case d.Link():
                return self._link(node)
            case d.Image():
                return self._image(node)
            case d.Note():
                number = self._note(node.content)
                return f"<sup>{xml.link(f'note-{number}', str(number))}</sup>"
            case d.Span():
                return self._span(node)
            case d.SoftBreak():
                return " "
            case d.LineBreak():
                return "<br/>"
            case d.RawInline():
                return ""
            case _:
                assert_never(node)

    def _formula(self, node: d.Math) -> str:
        message = "Confluence has no formulas of its own: they are shown as TeX"
        self._context.inform("SX797", message, node.pos)
        return f"<code>{xml.text(node.text)}</code>"

    def _link(self, node: d.Link) -> str:
        if node.url.startswith("#"):
            return xml.link(node.url[1:], self(node.content))
        title = f' title="{xml.value(node.title)}"' if node.title else ""
        return f'<a href="{xml.value(node.url)}"{title}>{self(node.content)}</a>'

    def _image(self, node: d.Image) -> str:
        alt = walk.plain(node.content)
        if node.url not in self._pictures:
            shown = f"[{xml.text(alt or node.title or node.url)}]"
            return f'<a href="{xml.value(node.url)}">{shown}</a>' if node.url.startswith(_LINKED) else shown
        words = f' ac:alt="{xml.value(alt)}"' if alt else ""
        words += f' ac:title="{xml.value(node.title)}"' if node.title else ""
        words += "".join(
            f' ac:{side}="{points / _PIXEL:.0f}"'
            for side in ("width", "height")
            if (points := css_points(node.attr.get(side), 0.0, _EM))
        )
        name = xml.value(self._pictures[node.url])
        return f'<ac:image{words}><ri:attachment ri:filename="{name}"/></ac:image>'

    def _span(self, node: d.Span) -> str:
        place = xml.anchor(node.attr.id)
        before, after = next((_ELEMENTS[name] for name in node.attr.classes if name in _ELEMENTS), ("", ""))
        return f"{place}{before}{self(node.content)}{after}"
