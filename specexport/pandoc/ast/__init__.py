"""pandoc's syntax tree as JSON (pandoc-types 1.23.1): from the document model and back.

`write` carries everything, so that `read(write(document))` is the document; `plain` writes what pandoc's own
writers show, and nothing that they do not know. All are pure functions.
"""

from specexport.pandoc.ast.plain import plain
from specexport.pandoc.ast.reading import NotATreeError, read, tree_of
from specexport.pandoc.ast.writing import tree, write

__all__ = ["NotATreeError", "plain", "read", "tree", "tree_of", "write"]
