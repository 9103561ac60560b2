"""What changed between two versions of a document: a document that shows it.

`documents.compare` is the whole; `align` and `words` are its parts that others use: which blocks belong
together, and what became of the words of a text.
"""

from __future__ import annotations

from specexport.compare.documents import compare
from specexport.compare.settle import accepted, rejected

__all__ = ["accepted", "compare", "rejected"]
