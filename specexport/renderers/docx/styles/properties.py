"""What the styles of Word files and the renderer that uses them agree on: lists, names, measures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from specexport.model.style import AdmonitionKind

# Lists that styles are bound to; `numbering.xml` defines them under these numbers.
HEADING_LIST, BULLET_LIST, NUMBER_LIST, APPENDIX_LIST = 1, 2, 3, 4
LEVELS = 9
# How far each level of a list stands in, in twips: room for two digits and a full stop.
LIST_STEP = 400
# How closely the contents are set: shares of the line's height and of the size of type, the space before a
# section, that after an entry, in points.
TIGHTNESS = ((1.0, 1.0, 6.0, 1.5), (0.84, 0.86, 1.5, 0.0), (0.7, 0.77, 0.5, 0.0))
# The 2 pt bar of code and quotations stands this far outside their text, in points.
BAR_GAP = 8
BOX_PADDING = 5
# How far quotations stand in from both sides, in twips.
QUOTE_INDENT = 260
# Where the values of the fields on the cover begin, in twips.
COVER_COLUMN = 2400
# Space above and below a paragraph, in points: together half a line.
PARAGRAPH_SPACE = 3.75
# What a paragraph leaves to the table, code or picture that it introduces.
LEAD_IN_SPACE = 6
# Sizes of table text relative to the style's, from the widest to the most crowded tables.
TABLE_SIZES = {"": 1.0, "Small": 0.88, "Tiny": 0.76}
# Methods of HTTP, each with the kind of admonition whose hue it has.
METHODS: dict[str, AdmonitionKind | Literal[""]] = {
    "GET": "note",
    "POST": "tip",
    "PUT": "warning",
    "PATCH": "important",
    "DELETE": "caution",
    "HEAD": "",
    "OPTIONS": "",
}
TOKEN_STYLES = {
    "keyword": "CodeKeyword",
    "string": "CodeString",
    "number": "CodeNumber",
    "comment": "CodeComment",
    "name": "CodeName",
    "type": "CodeType",
    "inserted": "CodeInserted",
    "deleted": "CodeDeleted",
}


def status_style(status: str) -> str:
    """Return the id of the character style for a status, such as `StatusInReview`."""
    return "Status" + "".join(word.capitalize() for word in re.findall(r"[A-Za-z0-9]+", status))
