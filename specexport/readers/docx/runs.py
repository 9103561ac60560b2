"""What runs look like, and what that means (ECMA-376, 17.3.2): by styles, looks of their own, and font."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model.classes import KBD, MARK, SMALL_CAPS, UNDERLINE
from specexport.readers.docx import pieces
from specexport.readers.docx.styles import NO_LOOK, RunLook, look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from specexport.readers.docx.pieces import Wrapper
    from specexport.readers.docx.styles import ParagraphStyle, Styles

# Styles of runs, and what they are.
_MEANINGS = {
    **dict.fromkeys(("strong", "strong emphasis", "intense emphasis", "bold"), "strong"),
    **dict.fromkeys(("emphasis", "subtle emphasis", "italic"), "emph"),
    **dict.fromkeys(
        (
            *("inline code", "table code", "code", "source text", "html code", "html keyboard", "teletype"),
            *("verbatim char", "source code", "html typewriter", "formula", "html sample", "code char"),
            *(
                "html preformatted char",
                "plain text char",
                "macro text char",
                "source code char",
                "user entry",
            ),
        ),
        pieces.CODE,
    ),
    **{"keyboard": KBD, "placeholder": "placeholder", "placeholder text": "placeholder"},
    **{"missing picture": "missing picture", "strikethrough": "strike", "field label": pieces.LABEL},
}
# What this program's own styles look like says nothing; neither do the looks of links and notes.
_OWN = ("caption label", "field label", "code ", "status", "method ", "grade ", "hyperlink", "footnote ")


class Runs:
    """Tells of the runs of one paragraph how they look."""

    def __init__(self, styles: Styles, paragraph: ParagraphStyle) -> None:
        self._styles = styles
        self._usual = paragraph.look

    def of(self, rpr: _Element | None, forced: Iterable[str]) -> tuple[RunLook, tuple[Wrapper, ...], bool]:
        """Return the look of a run, what it stands in, and whether it is code by its font alone."""
        made = self._look(rpr)
        by_font = bool(made.font) and self._styles.is_code(made.font)
        names = {*forced, *self._names(made)}
        if by_font:
            names.add(pieces.CODE)
        wrappers: tuple[Wrapper, ...] = pieces.ordered(names) if names else ()
        if made.lang and pieces.CODE not in names and self._styles.is_foreign(made.lang):
            wrappers = (*wrappers, pieces.spoken(made.lang))
        return made, wrappers, by_font

    def _look(self, rpr: _Element | None) -> RunLook:
        usual = self._usual
        if rpr is None:
            if not (usual.hidden or usual.font or usual.lang):
                return NO_LOOK
            return RunLook(hidden=usual.hidden, font=usual.font, lang=usual.lang)
        own = look(rpr)
        names = self._styles.names(own.style) if own.style else []
        base = self._styles.run(own.style) if own.style else NO_LOOK
        if names and (names[0].startswith(_OWN) or any(name in _MEANINGS for name in names)):
            base = RunLook(hidden=base.hidden)
        made = own.over(base)
        hidden = own.hidden if own.hidden is not None else base.hidden or usual.hidden
        lang = made.lang or usual.lang
        return replace(made, hidden=hidden, font=made.font or usual.font, lang=lang, style=own.style)

    def _names(self, own: RunLook) -> Iterator[str]:
        """Yield the names of what a run looks like."""
        if own.style:
            meanings = (_MEANINGS.get(name) for name in self._styles.names(own.style))
            if meaning := next(filter(None, meanings), ""):
                yield meaning
        linked = bool(own.style) and "hyperlink" in self._styles.name(own.style)
        for name, on in (
            ("strong", own.bold),
            ("emph", own.italic),
            ("strike", own.strike),
            (SMALL_CAPS, own.small_caps),
            (UNDERLINE, own.underline and not linked),
            (MARK, own.marked),
            ("super", own.place == "superscript"),
            ("sub", own.place == "subscript"),
        ):
            if on:
                yield name
