"""The labels in a diagram's text: where they stand, and how they are handed to an engine.

An engine takes a label's text apart by rules of its own, and loses what it does not expect. So a label with
anything unusual in it is handed over as plain lines, in which signs are replaced by stand-ins: private
characters that mean nothing to any engine. In what is drawn the signs are there again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Of plane 16, where nothing is assigned: the code point of a sign is added to it.
_STANDS_IN = 0x100000
_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
_HARMFUL = re.compile(r"[\"#$%&()*:;<=>@\[\\\]^_`{|}~]")
_STAND_IN = re.compile("[\U00100021-\U0010007e]")
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


def covered(text: str, *, all_signs: bool = True) -> str:
    """Return `text` with stand-ins for its signs, or for those only that engines may give a meaning."""
    signs = _SIGNS if all_signs else _HARMFUL
    return signs.sub(lambda sign: chr(_STANDS_IN + ord(sign[0])), text)


def uncovered(text: str) -> str:
    """Return a text with its signs."""
    return _STAND_IN.sub(_sign, text)


def uncovered_svg(svg: str) -> str:
    """Return a drawing with its signs, as XML writes them."""
    return _STAND_IN.sub(lambda found: _IN_XML.get(_sign(found), _sign(found)), svg)


def _sign(stand_in: re.Match[str]) -> str:
    return chr(ord(stand_in[0]) - _STANDS_IN)
