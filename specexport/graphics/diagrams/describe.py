"""What a diagram shows, in words: its title, and a description for those who do not see it."""

from __future__ import annotations

import re
from html import unescape

_ACC_TITLE = re.compile(r"^[ \t]*accTitle[ \t]*:[ \t]*(\S[^\n]*)", re.MULTILINE)
_ACC_DESCRIPTION = re.compile(r"^[ \t]*accDescr[ \t]*(?::[ \t]*(\S[^\n]*)|\{([^}]*)\})", re.MULTILINE)
_TITLE = re.compile(r"^[ \t]*(?:pie[ \t]+(?:showData[ \t]+)?)?title:?[ \t]+[\"']?([^\n\"']+)", re.MULTILINE)
_LABEL = re.compile(r"<(?:text|tspan)[^>]*>([^<]+)")
# Screen readers read a description in one go: what is longer than this is not listened to.
_LONGEST = 300


def title(text: str) -> str:
    """Return the title for people that a diagram's text gives it (Mermaid's `accTitle`), empty if none."""
    match = _ACC_TITLE.search(text)
    return match[1].strip() if match else ""


def description(text: str, svg: bytes, caption: str = "") -> str:
    """Return what stands for the diagram where it is not seen.

    That is what its author says it shows (Mermaid's `accDescr`), else its title and the words in it.
    """
    if match := _ACC_DESCRIPTION.search(text):
        return " ".join((match[1] or match[2]).split())
    drawn = _TITLE.search(text)
    heading = title(text) or caption or (drawn[1].strip() if drawn else "")
    labels = dict.fromkeys(" ".join(unescape(label).split()) for label in _LABEL.findall(svg.decode()))
    words = ", ".join(label for label in labels if label and label != heading)
    return _cut(f"{heading}: {words}" if heading and words else heading or words)


def _cut(words: str) -> str:
    if len(words) <= _LONGEST:
        return words
    return f"{words[:_LONGEST].rpartition(', ')[0] or words[:_LONGEST]}, …"
