"""Markup: escaping, the places where a long word may break, and blocks that need a page on its side."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.renderers.common.letters import LONG, joints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Attributes: TypeAlias = "Mapping[str, str | None]"

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
# HTML forbids these in text, also as references (WHATWG HTML 13.1.4 and 13.2.3.5,
# "control-character-in-input").
_FORBIDDEN = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_LONG_WORD = regex(rf"[^\s\u200b]{{{LONG},}}")
# A space before marks that begin a word, as the slash of a path does, and such marks with the word behind.
_BEFORE_MARKS = regex(r" (?=[!),./:;?\]}]+[^\s!),./:;?\]}])")
_MARKS = regex(r"(?<![^\s(\[{<\"'“‘`])[.~]*[-!/?|}]+(?=[^\s!/?|}-])")


def escape(text: str) -> str:
    """Return `text` as HTML text or attribute value; what HTML forbids becomes U+FFFD."""
    if not text.isprintable():
        text = _FORBIDDEN.sub("\ufffd", text)
    return text.translate(_ESCAPES)


class Breaks(Struct, frozen=True):
    """What tells an engine where lines may break.

    `seam` stands where a long word may. Engines that follow Unicode's rules to the letter (UAX 14, LB13 and
    the classes SY, HY and EX) keep the slash of a path with the word before it, and part it from its own:
    `opening` stands before a space or between two elements where a line may end all the same, and `joint`
    where none may.
    """

    seam: str = "<wbr>"
    opening: str = ""
    joint: str = ""

    def before(self, following: str) -> str:
        """Return what stands behind a space before another element, whose text is `following`."""
        return self.opening if _BEFORE_MARKS.match(" " + following) else ""


SCREEN = Breaks()
"""Browsers break at every space; a `wbr` is not copied with the text."""

PAPER = Breaks("\u200b", opening="\u200b", joint="\u2060")
"""WeasyPrint breaks lines element by element, as Pango does; what has no width does not get into the PDF."""


def breakable(text: str, breaks: Breaks = SCREEN) -> str:
    """Return `text` escaped, with a seam where long words may break: after `_ - . /`, before a capital."""
    if breaks.joint:
        text = _BEFORE_MARKS.sub(f"{breaks.opening} ", _MARKS.sub(rf"\g<0>{breaks.joint}", text))
    if len(text) < LONG:
        return escape(text)
    seam = breaks.seam
    pieces: list[str] = []
    end = 0
    for word in _LONG_WORD.finditer(text):
        pieces.append(escape(text[end : word.start()]))
        pieces.append(seam.join(escape(part) for part in joints(word[0])))
        end = word.end()
    return "".join(pieces) + escape(text[end:])


def tag(name: str, attributes: Attributes | None = None) -> str:
    """Return a start tag. An attribute whose value is None or empty is left out."""
    if not attributes:
        return f"<{name}>"
    pairs = [f' {key}="{escape(value)}"' for key, value in attributes.items() if value]
    return f"<{name}{''.join(pairs)}>"


def element(name: str, content: str, attributes: Attributes | None = None) -> str:
    """Return an element around `content`, which is HTML already."""
    return f"{tag(name, attributes)}{content}</{name}>"


class BlockMarkup(Struct, frozen=True):
    """The markup of a block: is it on its side and needs a page, does it announce the block after it?"""

    markup: str
    turned: bool = False
    announces: bool = False


def on_pages(blocks: Iterable[BlockMarkup]) -> Iterator[str]:
    """Yield the markup of `blocks`; what announces one that is turned goes to its page with it."""
    held: list[str] = []
    for block in blocks:
        if block.announces:
            held.append(block.markup)
            continue
        if block.turned:
            yield element("div", "\n".join([*held, block.markup]), {"class": "wide"})
        else:
            yield from (*held, block.markup)
        held = []
    yield from held
