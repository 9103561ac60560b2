"""github_wiki."""

from __future__ import annotations

from specexport.readers.markdown.dialects import wikilinks
from specexport.readers.markdown.dialects.seam import Dialect

DIALECT = Dialect(inlines=wikilinks.TEXT_FIRST, finish=(wikilinks.embedded,))
