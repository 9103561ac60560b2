"""Brightness (Filter Effects Module Level 1, 4.3) worked into colours, for programs that do not know it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_BRIGHTNESS = re.compile(r"\s*brightness\(\s*([\d.]+)(%?)\s*\)\s*")
_HEX = re.compile(
    r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})|#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])"
)
_COLORS = ("fill", "stroke")


def settle(root: _Element) -> None:
    """Brighten the colours of everything to which a filter does that and nothing else."""
    for element in root.iter("{*}*"):
        found = _BRIGHTNESS.fullmatch(element.get("filter", ""))
        if found is None or found[1].count(".") > 1:
            continue
        del element.attrib["filter"]
        factor = float(found[1]) / (100 if found[2] else 1)
        for one in element.iter("{*}*"):
            for name in _COLORS:
                if name in one.attrib:
                    one.set(name, _brighter(str(one.attrib[name]), factor))


def _brighter(color: str, factor: float) -> str:
    match = _HEX.fullmatch(color)
    if match is None:
        return color
    parts = [part * (2 // len(part)) for part in match.groups() if part]
    return "#" + "".join(f"{min(round(int(part, 16) * factor), 255):02x}" for part in parts)
