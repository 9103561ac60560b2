"""What is asked of a run: how a source is read, and what is made of it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

RawHtml: TypeAlias = Literal["sanitize", "escape", "drop"]
Unfilled: TypeAlias = Literal["mark", "hide", "keep"]


class Options(Struct, frozen=True):
    """What is asked of what is made, beyond the style.

    `fragment` makes of a page what stands within its body, for a page of somebody else's. `assets` is a
    folder relative to the page in which its pictures, fonts and sheet go, empty to have them inside.
    `attach_source` puts the source into a PDF. `passes` are the names of other packages' passes that the
    document goes through.
    """

    fragment: bool = False
    assets: str = ""
    attach_source: bool = False
    passes: tuple[str, ...] = ()
