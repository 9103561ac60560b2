"""What a form asks an author to fill in, and what authors leave open: how it looks while nobody has answered.

One rule decides everywhere: what `marks` yields is a finding of `check`, waits in the score, is no fact, and
is what `export` marks or hides.
"""

from specexport.specification.placeholders.delimited import in_code
from specexport.specification.placeholders.marks import (
    Mark,
    Place,
    has_no_address,
    is_unfilled,
    marks,
    waits,
)
from specexport.specification.placeholders.usage import FORM, UNKNOWN, Uses
from specexport.specification.placeholders.words import Kind

__all__ = [
    "FORM",
    "UNKNOWN",
    "Kind",
    "Mark",
    "Place",
    "Uses",
    "has_no_address",
    "in_code",
    "is_unfilled",
    "marks",
    "waits",
]
