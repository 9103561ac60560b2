"""All formats that pandoc writes: the model as its syntax tree, one process for each file.

`FORMATS` says what each format takes. pandoc sees neither the author's text nor a file of theirs: it is
given the tree, with pictures as data or by name, and a reference document in the style's look.
"""

from specexport.renderers.pandoc.formats import FORMATS, PREFIX, TARGETS, find, target

__all__ = ["FORMATS", "PREFIX", "TARGETS", "find", "target"]
