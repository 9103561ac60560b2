"""LaTeX that pandoc itself wrote, made so that its reader understands it: coloured code, bounded pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from re import Match

_HIGHLIGHTED = regex(
    r"(?:\\begin\{Shaded\}\s*)?\\begin\{Highlighting\}\[[^\]]*\]\n(.*?)\n?"
    r"\\end\{Highlighting\}(?:\s*\\end\{Shaded\})?",
    re.DOTALL,
)
_BOUNDED = regex(r"\\pandocbounded\{(\\includegraphics(?:\[[^\[\]]*\])?\{[^{}]*\})\}")
# pandoc takes a number after these for an argument.
_ALIGNED = regex(r"\\(raggedright|raggedleft|centering|arraybackslash|endlastfoot|endfoot)(?![A-Za-z{])")
# pandoc loses a cell in which a line is broken so.
_MINIPAGE = regex(
    r"\\begin\{minipage\}(?:(?!\\begin\{(?:minipage|long|tabular)).)*?\\end\{minipage\}", re.DOTALL
)
_BROKEN = regex(r"\\\\(?![A-Za-z*\[])")
# pandoc takes the items after this for text, and their terms for nothing.
_TIGHT = regex(r"(?<!command\{)\\tightlist(?![A-Za-z])")
# Cells of several rows whose width is that of their column.
_MULTIROW = regex(r"(\\multirow\{\d+\})\{=\}")
# Names of characters that pandoc does not know; the space after a name is none.
_NAMED = {
    "textbar": "|",
    "textasciigrave": "`",
    "textendash": "\u2013",
    "textemdash": "\u2014",
    "textellipsis": "\u2026",
    "texttimes": "\u00d7",
    "textrightarrow": "\u2192",
    "textleftarrow": "\u2190",
    "texttrademark": "\u2122",
}
_NAME = regex(rf"(?<!command\{{)\\({'|'.join(_NAMED)})(?:\{{\}}|(?![A-Za-z])[ \t]*)")
# What stands for a character in coloured code; the others stand behind a backslash.
_CHARACTERS = {
    "textquotesingle": "'",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbackslash": "\\",
    "textasciigrave": "`",
    "textgreater": ">",
    "textless": "<",
    "textbar": "|",
}
_TOKEN = regex(
    r"\\[A-Za-z]+Tok\{|\\(?P<word>text[a-z]+)(?:\{\}| ?)|\\(?P<accent>[\^~])\{\}|\\(?P<sign>[^A-Za-z])|[{}]"
)


def prepared(data: bytes) -> bytes:
    """Return LaTeX with coloured code as plain code, and pictures and cells without commands around them."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data  # pandoc says so
    text = _HIGHLIGHTED.sub(_plain, text)
    text = _MINIPAGE.sub(lambda match: _BROKEN.sub(r"\\newline{}", match[0]), text)
    text = _NAME.sub(lambda match: _NAMED[match[1]], text)
    text = _MULTIROW.sub(r"\1{*}", _TIGHT.sub("", text))
    text = _ALIGNED.sub(r"\\\1{}", text)
    return _BOUNDED.sub(r"\1", text).encode()


def _plain(match: Match[str]) -> str:
    code = _TOKEN.sub(_character, match[1])
    return f"\\begin{{verbatim}}\n{code}\n\\end{{verbatim}}"


def _character(match: Match[str]) -> str:
    """Return the character that a command or a group stands for; colours and braces stand for none."""
    if match["word"]:
        return _CHARACTERS.get(match["word"], match[0])
    return match["accent"] or match["sign"] or ""


def begins(data: bytes) -> int:
    """Return the line on which the document begins, below its preamble."""
    return data.count(b"\n", 0, max(0, data.find(b"\\begin{document}"))) + 1
