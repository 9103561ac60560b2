"""azure."""

from __future__ import annotations

from specexport.readers.markdown.dialects.seam import Dialect

DIALECT = Dialect()
