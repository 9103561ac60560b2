"""Inlines: mistune's inline parser, taught footnotes and bare URLs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mistune.inline_parser import InlineParser
from mistune.plugins.formatting import parse_strikethrough
from mistune.plugins.url import URL_LINK_PATTERN, parse_url_link
from mistune.util import unikey

from specexport.readers.markdown.blocks import FOOTNOTE_LABEL

if TYPE_CHECKING:
    from re import Match

    from mistune.core import InlineState


class Inlines(InlineParser):
    """CommonMark's inlines (section 6), GFM's strikethrough and autolinks, and references to footnotes."""

    def __init__(self) -> None:
        super().__init__()
        self.register("footnote", r"\[" + FOOTNOTE_LABEL + r"\]", _footnote, before="link", start_chars="[")
        self.register("strikethrough", r"~~(?=[^\s~])", parse_strikethrough, before="link", start_chars="~")
        self.register("url_link", URL_LINK_PATTERN, parse_url_link, start_chars="h")


def _footnote(_: Inlines, m: Match[str], state: InlineState) -> int | None:
    key = unikey(m["footnote_key"])
    if key not in state.env.get("footnotes", {}):
        return None
    state.append_token({"type": "footnote_ref", "raw": key})
    return m.end()
