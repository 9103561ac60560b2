"""Wikis of GitHub: links with the words first, pages without their suffix.

https://docs.github.com/communities/documenting-your-project-with-wikis
"""

from __future__ import annotations

from specexport.readers.markdown.dialects import sites, wikilinks
from specexport.readers.markdown.dialects.seam import Dialect

DIALECT = Dialect(inlines=wikilinks.TEXT_FIRST, finish=(wikilinks.embedded, sites.found(pages=True)))
