"""Inlines to HTML."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import languages
from specexport.model.classes import DELETED, INSERTED, KBD, MARK, SIGNATURE_FIELD, UNDERLINE
from specexport.model.themes import dark_of, theme
from specexport.model.walk import plain
from specexport.renderers.common.changes import change, moved
from specexport.renderers.common.signature_fields import address, is_field
from specexport.renderers.common.urls import safe_url
from specexport.renderers.html import drawings
from specexport.renderers.html.markup import breakable, element, escape, tag
from specexport.style.units import css_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from specexport.core.context import Context
    from specexport.model.document import Media
    from specexport.renderers.common.references import References
    from specexport.renderers.html.medium import Medium

_LENGTH = regex(r"[0-9]{1,4}(?:\.[0-9]{1,4})?(?:%|px|pt|pc|cm|mm|in|em|rem)?")
# Proportions that differ by less are a picture's own; points per pixel; the most of a page that one takes.
_ALIKE, _PIXEL, _TALLEST = 0.02, 0.75, 0.82
# A layout engine copies what is left of an element's text for every line: longer texts are several elements.
_RUN = regex(r".{1,4000}(?:\s|\Z)|.{4000}", re.DOTALL)
_LONGEST_RUN = 4001
# Classes of a picture's versions, and of a drawing that has a look for dark pages itself.
_LIGHT_PAGE, _DARK_PAGE, _THEMED = "light-page", "dark-page", "themed"
_THEMES = (b"prefers-color-scheme", b"light-dark(")
# Spans whose meaning HTML has an element for; other classes become classes of a `span`.
_CHANGES = (INSERTED, DELETED)
_SPAN_ELEMENTS = {KBD: "kbd", MARK: "mark", UNDERLINE: "u", INSERTED: "ins", DELETED: "del"}


class Framed(Struct, frozen=True):
    """What a picture has to know of the figure that it is in: its caption, its greatest height in points."""

    caption: str = ""
    height: float = 0.0

    @property
    def style(self) -> dict[str, str | None]:
        """The attribute that keeps a picture to the height, if that is set."""
        return {"style": f"max-height: {self.height:.2f}pt"} if self.height else {}


_NO_FRAME = Framed()


class Inlines:
    """Writes inlines, and keeps what they leave behind: the ids that are taken and the footnotes to come."""

    def __init__(self, media: dict[str, d.Media], context: Context, medium: Medium) -> None:
        self.media = media
        self.context = context
        self.medium = medium
        self.formulas: Mapping[tuple[str, bool], str] = {}
        self.references: References | None = None
        self._frame = _NO_FRAME
        self.notes: list[tuple[int, d.Note]] = []
        self._note_count = 0
        self._drawn: dict[str, int] = {}
        self._ids: set[str] = set()
        self._in_link: list[d.Note] | None = None  # the footnotes that wait for its end

    @contextmanager
    def framed(self, frame: Framed) -> Iterator[None]:
        """Write what stands in a figure, but for its caption."""
        self._frame = frame
        try:
            yield
        finally:
            self._frame = _NO_FRAME

    def html(self, content: Iterable[d.Inline]) -> str:
        """Return `content` as phrasing content."""
        nodes = tuple(content)
        parts = [self._inline(node) for node in nodes]
        if self.medium.breaks.opening:
            for at, following in enumerate(nodes[1:]):
                if parts[at][-1:] == " " and type(following) is not d.Str:
                    parts[at] += self.medium.breaks.before(plain((following,)))
        return "".join(parts).replace(" \n", "\n")

    def unlinked(self, content: Iterable[d.Inline]) -> str:
        """Return `content` for a place inside a link: without links, footnotes and ids of its own."""
        return self._unlinked(content)[0]

    def noted(self, content: Iterable[d.Inline]) -> str:
        """Return `content` without links, its footnotes behind it."""
        text, notes = self._unlinked(content)
        return text + "".join(map(self._note, notes))

    def _unlinked(self, content: Iterable[d.Inline]) -> tuple[str, list[d.Note]]:
        outer, self._in_link = self._in_link, []
        try:
            return self.html(content), self._in_link
        finally:
            self._in_link = outer

    def claim(self, name: str) -> str:
        """Return `name` as an id, or nothing if another element of the page has it already."""
        if not name or name in self._ids or any(char.isspace() for char in name):
            return ""
        self._ids.add(name)
        return name

    def attributes(self, attr: d.Attr, *classes: str) -> dict[str, str | None]:
        """Return the id, classes, language and direction of an element."""
        named = " ".join(filter(None, (*classes, *attr.classes)))
        return {"id": self.claim(attr.id), "class": named, **languages.of(attr)}

    def _inline(self, node: d.Inline) -> str:
        match node:
            case d.Str():
                return self._text(node.text)
            # A layout engine does not collapse line endings in footnotes.
            case d.SoftBreak():
                return " " if self.medium.footnotes_below else "\n"
            case d.LineBreak():
                return "<br>" if self.medium.footnotes_below else "<br>\n"
            case d.Code():
                return element("code", breakable(node.text, self.medium.breaks), self.attributes(node.attr))
            case d.Emph():
                return f"<em>{self.html(node.content)}</em>"
            case d.Strong():
                return f"<strong>{self.html(node.content)}</strong>"
            case d.Strikeout():
                return f"<s>{self.html(node.content)}</s>"
            case d.Superscript():
                return f"<sup>{self.html(node.content)}</sup>"
            case d.Subscript():
                return f"<sub>{self.html(node.content)}</sub>"
            case d.Link():
                return self._link(node)
            case d.Image():
                return self.image(node)
            case d.Span():
                return self._span(node)
            case d.Math():
                return self._math(node)
            case d.Note():
                return self._note(node)
            case d.RawInline():
                return self._raw(node)
            case _:
                assert_never(node)

    def _text(self, text: str) -> str:
        if len(text) <= _LONGEST_RUN or not self.medium.fitted:
            return breakable(text, self.medium.breaks)
        return "".join([element("span", self._run(part)) for part in _RUN.findall(text)])

    def _run(self, part: str) -> str:
        """Return a part of a long text, which may be cut within a word."""
        breaks = self.medium.breaks
        return breakable(part, breaks) + ("" if part[-1].isspace() else breaks.seam)

    def _math(self, node: d.Math) -> str:
        if written := self.formulas.get((node.text, node.display)):
            return written
        kind = "math display" if node.display else "math"
        return element("code", breakable(node.text, self.medium.breaks), {"class": kind})

    def _link(self, node: d.Link) -> str:
        url = safe_url(node.url)
        if self._in_link is not None or not url:
            return self.html(node.content)
        # A link around a picture is as tall as the picture.
        kind = "pictured" if any(isinstance(child, d.Image) for child in node.content) else ""
        if self.references and self.references.names(node):
            kind = "reference"
        attributes = {"href": url, "title": node.title, **self.attributes(node.attr, kind)}
        text, notes = self._unlinked(node.content)
        link = element("a", text or breakable(url, self.medium.breaks), attributes)
        return link + "".join(map(self._note, notes))

    def image(self, node: d.Image) -> str:
        """Return a picture, on a screen in its versions for a light and a dark page where it has both."""
        dark = "" if self.medium.fitted else dark_of(node)
        if not (dark in self.media and node.url in self.media):
            return self._version(node)
        other = replace(node, url=dark, attr=replace(node.attr, id=""))
        return self._version(node, _LIGHT_PAGE) + self._version(other, _DARK_PAGE)

    def _version(self, node: d.Image, *classes: str) -> str:
        """Return a picture, or a box with its alternative text where its bytes could not be had."""
        media = self.media.get(node.url)
        alt = plain(node.content)
        if media is None:
            return self._missing(node, alt)
        if not alt and self.medium.fitted:
            # PDF/UA asks for words in place of every picture (ISO 14289-1, 7.3).
            alt = _name(node.url)
            hint = "write what it shows between the square brackets"
            self.context.warn("SX772", f"picture {alt} has no alternative text", node.pos, hint)
        if self.medium.drawings_inside and drawings.is_drawn(node.url):
            copy = self._drawn[node.url] = self._drawn.get(node.url, -1) + 1
            return drawings.inlined(
                media, alt, {**self.attributes(node.attr), **self._size(node.attr, media)}, copy
            )
        attributes: dict[str, str | None] = {
            **self._frame.style,
            "src": self.medium.picture(node.url, media),
            "title": node.title,
            "width": str(media.width or ""),
            "height": str(media.height or ""),
            **self.attributes(
                node.attr, *classes, _THEMED if not classes and _is_themed(node, media) else ""
            ),
            **self._size(node.attr, media),
        }
        # An empty alternative text says that a picture is decoration, so the attribute always stands.
        return f'{tag("img", attributes)[:-1]} alt="{escape(alt)}">'

    def _size(self, attr: d.Attr, media: d.Media) -> dict[str, str | None]:
        """Return the size that the author asks for a picture: of one side, the other follows."""
        asked = [(name, attr.get(name)) for name in ("width", "height") if _LENGTH.fullmatch(attr.get(name))]
        if not asked:
            return {}
        if len(asked) == 2 and (style := self._both(asked[0][1], asked[1][1], media)):
            return {"style": style}
        name, value = asked[0]
        length = value if value[-1] not in "0123456789." else value + "px"
        # The picture's own width stands in an attribute, which a height alone would leave as it is.
        free = "; width: auto; object-fit: contain" if name == "height" else ""
        return {"style": f"{name}: {length}{free}"}

    def _both(self, asked_width: str, asked_height: str, media: d.Media) -> str:
        """Return the style for a picture that is to have other proportions than its own, else nothing."""
        page, em = self.context.style.page, self.context.style.base.size
        width, height = css_points(asked_width, 0, em), css_points(asked_height, 0, em)
        own = media.width / media.height if media.width and media.height else 0.0
        if not (width and height) or abs(width / height - own) < _ALIKE * own:
            return ""
        if not self.medium.fitted:
            return f"width: {width / _PIXEL:g}px; aspect-ratio: {width / height:.4g}"
        scale = min(1.0, self.medium.text_width / width, page.text_height * _TALLEST / height)
        return f"width: {width * scale:.2f}pt; height: {height * scale:.2f}pt"

    def _missing(self, node: d.Image, alt: str) -> str:
        name = _name(node.url)
        # The caption says the same as the alternative text most of the time: then the file's name says more.
        label = breakable(alt if alt and alt != self._frame.caption else name, self.medium.breaks)
        url = safe_url(node.url)
        if url.startswith(("http://", "https://")) and self._in_link is None:
            return element("a", label, {"class": "missing", "href": url})
        return element("span", label, {"class": "missing", "title": name if alt else ""})

    def _span(self, node: d.Span) -> str:
        if is_field(node):
            return self._signature_field(node)
        kind = next((name for name in node.attr.classes if name in _SPAN_ELEMENTS), None)
        if not (node.content or node.attr.id):
            return ""
        attributes = self.attributes(node.attr) if kind is None else {"id": self.claim(node.attr.id)}
        if kind in _CHANGES and (who := change(node.attr)):
            attributes |= {"datetime": who.date, "title": str(who), "data-moved": moved(node.attr)}
        return element(_SPAN_ELEMENTS[kind] if kind else "span", self.html(node.content), attributes)

    def _signature_field(self, node: d.Span) -> str:
        """Return a link that becomes a field in a file, nothing where there are no fields."""
        if not self.medium.signature_fields:
            return ""
        return element("a", "", {"class": SIGNATURE_FIELD, "href": address(node.attr)})

    def _note(self, node: d.Note) -> str:
        if self._in_link is not None:
            self._in_link.append(node)
            return ""
        self._note_count += 1
        number = self._note_count
        if self.medium.footnotes_below and all(isinstance(block, d.Para) for block in node.content):
            return element(
                "span", self._paragraphs(node.content), {"class": "footnote", "data-n": str(number)}
            )
        self.notes.append((number, node))
        link = f'<a href="#Note-{number}" role="doc-noteref" aria-label="{number}">{number}</a>'
        return f'<sup class="note" id="Reference-{number}">{link}</sup>'

    def _paragraphs(self, blocks: Sequence[d.Block]) -> str:
        paragraphs = [self.html(block.content) for block in blocks if isinstance(block, d.Para)]
        return "<br>".join(paragraphs)

    def _raw(self, node: d.RawInline) -> str:
        return sanitized(node.text) if node.format == "html" else ""


def _theme_class(node: d.Image, media: Media) -> tuple[str, ...]:
    return (_THEMED,) if _is_themed(node, media) else ()


def _is_themed(node: d.Image, media: Media) -> bool:
    """Return whether a picture is made for dark pages, or a drawing that has a look for them."""
    return theme(node) == "dark" or (
        media.type == "image/svg+xml" and any(mark in media.data for mark in _THEMES)
    )


def _name(url: str) -> str:
    return url.rpartition("/")[2] or url


def sanitized(markup: str) -> str:
    """Return HTML from a document with everything active, every style, id and picture taken out."""
    import nh3

    return nh3.clean(markup, tags=nh3.ALLOWED_TAGS - {"img"})
