"""The labels in a diagram's text: where they stand, and how they are handed to an engine.

An engine takes a label's text apart by rules of its own, and loses what it does not expect. So a label with
anything unusual in it is handed over as plain lines, in which signs are replaced by stand-ins: private
characters that mean nothing to any engine. In what is drawn the signs are there again, and letters that are
raised or lowered, which few fonts have, are set as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.graphics.formulas.linear import LOWERED, RAISED

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

# Of plane 16, where nothing is assigned: the code point of a sign is added to it.
_STANDS_IN = 0x100000
_SIGNS = regex(r"[!-/:-@\[-`{-~]")
_HARMFUL = regex(r"[\"#$%&()*:;<=>@\[\\\]^_`{|}~]")
_STAND_IN = regex("[\U00100021-\U0010007e]")
# Likewise for raised and for lowered letters: the code point that they have on the line is added.
_RAISES, _LOWERS = 0x100100, 0x100200
_SCRIPTS = {
    **{char: plain + _RAISES for char, plain in RAISED.items()},
    **{char: plain + _LOWERS for char, plain in LOWERED.items()},
}
_SCRIPT = regex("[\U00100121-\U0010017e]+|[\U00100221-\U0010027e]+")
_SCRIPTED = regex("(?<=>)[^<>]*[\U00100121-\U0010017e\U00100221-\U0010027e][^<>]*(?=<)")
# How large they are to other letters, and how far above and below the line, in em of those.
_SMALL, _ABOVE, _BELOW = 0.7, 0.35, -0.15
_IN_XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


class Label(Struct, frozen=True):
    """A stretch of a diagram's text, from `start` to before `end`, that its drawing shows.

    What has a `key` is one thing, shown once. A `name` is shown only where its key has no label, and stays as
    it is written, since other places refer to it. `breaks`: it may be shown in several lines.
    """

    start: int
    end: int
    key: str = ""
    name: bool = False
    breaks: bool = True


def shown(labels: Iterable[Label], text: str) -> list[Label]:
    """Return the labels that are shown, each thing once, in the order of `text`."""
    given = list(labels)
    labelled = {label.key for label in given if label.key and not label.name}
    found: dict[tuple[str, str], Label] = {}
    for number, label in enumerate(given):
        if not label.key:
            found["", str(number)] = label
        elif not label.name:
            found.setdefault((label.key, text[label.start : label.end]), label)
        elif label.key not in labelled:
            found.setdefault((label.key, ""), label)
    return sorted(found.values(), key=lambda label: label.start)


def rewritten(text: str, labels: Iterable[Label], rewrite: Callable[[Label, str], str]) -> str:
    """Return a diagram's text with every label but names as `rewrite` gives it."""
    out, end = [], 0
    for label in sorted(labels, key=lambda label: label.start):
        if label.start >= end and not label.name:
            out += [text[end : label.start], rewrite(label, text[label.start : label.end])]
            end = label.end
    return "".join((*out, text[end:]))


def on_the_line(text: str) -> str:
    """Return `text` with its raised and lowered letters on the line."""
    return text.translate({**RAISED, **LOWERED})


def covered(text: str, *, all_signs: bool = True) -> str:
    """Return `text` with stand-ins for its signs, or for those only that engines may give a meaning."""
    signs = _SIGNS if all_signs else _HARMFUL
    return signs.sub(lambda sign: chr(_STANDS_IN + ord(sign[0])), text).translate(_SCRIPTS)


def uncovered(text: str) -> str:
    """Return a text with its signs, and all letters on the line."""
    return _STAND_IN.sub(_sign, _SCRIPT.sub(_on_the_line, text))


def uncovered_svg(svg: str) -> str:
    """Return a drawing with its signs, as XML writes them, and letters raised and lowered."""
    placed = _SCRIPTED.sub(lambda written: _placed(written[0]), svg)
    return _STAND_IN.sub(lambda found: _IN_XML.get(_sign(found), _sign(found)), placed)


def _placed(written: str) -> str:
    """Return a line of text in a drawing with its raised and lowered letters as parts of their own."""
    out: list[str] = []
    end, height = 0, 0.0

    def add(text: str, above: float, size: float) -> None:
        nonlocal height
        if text and (above or height):
            shift = (height - above) / size
            look = f' font-size="{size:.0%}"' if size != 1 else ""
            out.append(f'<tspan dy="{shift:.3f}em"{look}>{text}</tspan>')
            height = above
        else:
            out.append(text)

    for found in _SCRIPT.finditer(written):
        add(written[end : found.start()], 0.0, 1.0)
        add(_on_the_line(found), _ABOVE if ord(found[0][0]) < _LOWERS else _BELOW, _SMALL)
        end = found.end()
    add(written[end:], 0.0, 1.0)
    return "".join(out)


def _on_the_line(found: re.Match[str]) -> str:
    base = _RAISES if ord(found[0][0]) < _LOWERS else _LOWERS
    return "".join(chr(ord(char) - base) for char in found[0])


def _sign(stand_in: re.Match[str]) -> str:
    return chr(ord(stand_in[0]) - _STANDS_IN)
