"""What running headers and footers say of a document, whichever engine sets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model.walk import plain
from specexport.renderers.common.cover_facts import values

if TYPE_CHECKING:
    from specexport.model.document import Meta
    from specexport.model.style import Style

# A title longer than this would run into what stands beside it.
_LONGEST = 72


def known(meta: Meta, style: Style) -> dict[str, str]:
    """Return the values of the fields in a style's running lines."""
    return values(meta, style.company, style.classification, _shortened(plain(meta.title)))


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
