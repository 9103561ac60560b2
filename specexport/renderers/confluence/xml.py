"""Elements and macros of Confluence's storage format: a thin layer over strings."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# What XML 1.0 (fifth edition, 2.2, production Char) leaves out.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def text(words: str) -> str:
    """Return `words` as character data."""
    return escape(_ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", words), quote=False)


def value(words: str) -> str:
    """Return `words` as the value of an attribute, without quotation marks."""
    return escape(_ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", words), quote=True).replace("\n", " ")


def verbatim(words: str) -> str:
    """Return `words` as a CDATA section; its end may stand in them."""
    words = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", words)
    return f"<![CDATA[{words.replace(']]>', ']]]]><![CDATA[>')}]]>"


def macro(name: str, parameters: Mapping[str, str], *, rich: str = "", plain: str | None = None) -> str:
    """Return a macro with its parameters, and markup or plain text as its body."""
    inner = "".join(
        f'<ac:parameter ac:name="{key}">{text(words)}</ac:parameter>'
        for key, words in parameters.items()
        if words
    )
    if rich:
        inner += f"<ac:rich-text-body>{rich}</ac:rich-text-body>"
    elif plain is not None:
        inner += f"<ac:plain-text-body>{verbatim(plain)}</ac:plain-text-body>"
    return f'<ac:structured-macro ac:name="{name}">{inner}</ac:structured-macro>'


def anchor(name: str) -> str:
    """Return the place that links call `name`, nothing for no name."""
    return macro("anchor", {"": name}) if name else ""


def link(name: str, words: str) -> str:
    """Return a link to the anchor `name` on the same page."""
    return f'<ac:link ac:anchor="{value(name)}"><ac:link-body>{words}</ac:link-body></ac:link>'
