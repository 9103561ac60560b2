"""Commands of LaTeX's packages and of KaTeX that pandoc does not know, in words that it does."""

from __future__ import annotations

import re

_END = r"(?![A-Za-z])"
_GROUP = r"\s*\{([^{}]*)\}"

# What is written, and what pandoc reads; in this order.
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\\cfrac" + _END, r"\\dfrac"),
        (r"\\([RNZQC])" + _END, r"\\mathbb{\1}"),
        (r"\\Bbb" + _END, r"\\mathbb"),
        (r"\\hbox" + _END, r"\\text"),
        (r"\\degree" + _END, r"^\\circ "),
        (r"\\(?:smash|nolimits|limits)" + _END, ""),
        (r"\\middle" + _END, ""),
        (r"\\textcolor" + _GROUP, ""),
        (r"\\(begin|end)\{[dr]cases\}", r"\\\1{cases}"),
        # The number of an equation, which is printed, and its name, which is not.
        (r"\\tag\*" + _GROUP, r"\\qquad\\text{\1}"),
        (r"\\tag" + _GROUP, r"\\qquad\\text{(\1)}"),
        (r"\\label" + _GROUP, ""),
    )
)


def known(tex: str) -> str:
    """Return `tex` as pandoc reads it."""
    if "\\" not in tex:
        return tex
    for pattern, plain in _WORDS:
        tex = pattern.sub(plain, tex)
    return tex
