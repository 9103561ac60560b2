"""The names of classes: what a node means beyond its type, agreed on by readers, passes and renderers.

Each is declared once, with the node that it stands on, its meaning, the rooms that make it and the rooms that
show it or act on it. A renderer shows the children of what has a class that it does not know. Classes that
are none of these are the author's own, and the first of a block of code is its language
(`listing.language`).
"""

from __future__ import annotations

from typing import get_args

from msgspec import Struct

from specexport.model.style import AdmonitionKind


class ClassName(Struct, frozen=True):
    """A class name: the type of node that it stands on, what it means, and the rooms that know it."""

    name: str
    node: str
    meaning: str
    makers: tuple[str, ...]
    users: tuple[str, ...]


_KNOWN: dict[str, ClassName] = {}


def _name(name: str, node: str, meaning: str, makers: str, users: str) -> str:
    """Declare a class name, with the rooms that make it and those that use it."""
    _KNOWN[name] = ClassName(name, node, meaning, tuple(makers.split()), tuple(users.split()))
    return name


# Blocks

ADMONITION = _name(
    "admonition",
    "Div",
    "a remark that stands out; a class of its kind follows, the pair `title` is its heading",
    "readers specification",
    "pandoc renderers.confluence renderers.docx renderers.html renderers.markdown renderers.pdf",
)
KINDS: tuple[AdmonitionKind, ...] = get_args(AdmonitionKind)
"""The classes that say of which kind an admonition is."""
NOTE, TIP, IMPORTANT, WARNING, CAUTION = KINDS
for _kind in KINDS:
    _name(
        _kind,
        "Div",
        "the kind of an admonition, behind that class",
        "readers specification" if _kind == WARNING else "readers",
        "pandoc renderers.confluence renderers.docx renderers.html renderers.pandoc",
    )
DETAILS = _name(
    "details",
    "Div",
    "what is folded away until it is asked for; it begins with its summary",
    "readers compare",
    "passes renderers.confluence renderers.html renderers.markdown renderers.pdf",
)
SUMMARY = _name(
    "summary",
    "Div",
    "the line that stands for details",
    "readers compare",
    "pandoc renderers.confluence renderers.docx renderers.html renderers.markdown renderers.pdf",
)
CENTER = _name(
    "center",
    "Div",
    "blocks in the middle of the line",
    "readers",
    "passes renderers.confluence renderers.html renderers.pandoc renderers.pdf",
)
SIDE_BY_SIDE = _name(
    "side-by-side",
    "Div",
    "figures that stand beside each other",
    "passes",
    "renderers.common renderers.docx renderers.html renderers.pdf",
)
EQUATION = _name(
    "equation",
    "Div",
    "a displayed formula with its number",
    "passes",
    "renderers.docx renderers.html renderers.pdf",
)
CONTENTS_WISH = _name(
    "contents-wish",
    "Div",
    "empty: headings that the contents are to have too, in the pair `names`",
    "passes",
    "passes",
)
PAGE_BREAK = _name(
    "page-break",
    "Div",
    "empty: a page ends here, where there are pages",
    "readers",
    "renderers.common renderers.html",
)
LINE_BLOCK = _name(
    "line-block",
    "Div",
    "one paragraph whose lines stay lines",
    "pandoc",
    "pandoc",
)
TITLE = _name(
    "title",
    "Div",
    "the heading of an admonition, in pandoc's tree",
    "pandoc readers",
    "readers renderers.pandoc",
)
CAPTION = _name(
    "caption",
    "Div",
    "the caption of code, in pandoc's tree",
    "pandoc",
    "renderers.pandoc",
)
CARRIER = _name(
    "sx",
    "Div or Span",
    "in pandoc's tree, around a node: carries what pandoc has no place for",
    "pandoc",
    "pandoc readers",
)
APPENDIX = _name(
    "appendix",
    "Header",
    "an appendix begins here",
    "readers model folders",
    "model",
)
UNNUMBERED = _name(
    "unnumbered",
    "CodeBlock or Header",
    "lines, or a heading, that get no numbers",
    "readers compare renderers.pandoc",
    "passes",
)
NUMBER_LINES = _name(
    "numberLines",
    "CodeBlock",
    "lines have numbers, the first that of the pair `startFrom`",
    "readers passes",
    "compare model renderers.common renderers.confluence renderers.pandoc",
)
BOX_DIAGRAM = _name(
    "box-diagram",
    "CodeBlock",
    "a drawing in characters",
    "passes",
    "compare renderers.common renderers.docx renderers.html renderers.markdown renderers.pdf "
    "renderers.pandoc",
)
DIAGRAM = _name(
    "diagram",
    "Figure",
    "a picture that was drawn of text",
    "passes specification",
    "renderers.common",
)
TIMELINE = _name(
    "timeline",
    "Figure",
    "a drawing of phases",
    "specification",
    "",
)
PART = _name(
    "part",
    "Figure",
    "one of several that have one caption; it gets no number",
    "passes",
    "passes",
)

# Text

CROSS_REFERENCE = _name(
    "cross-reference",
    "Link",
    "says the number of what it leads to, which takes the place of its words",
    "readers folders",
    "compare passes",
)
KBD = _name(
    "kbd",
    "Span",
    "keys to press",
    "readers",
    "renderers.confluence renderers.docx renderers.html renderers.markdown renderers.pandoc renderers.pdf",
)
MARK = _name(
    "mark",
    "Span",
    "marked words",
    "readers",
    "renderers.confluence renderers.docx renderers.html renderers.markdown renderers.pandoc renderers.pdf",
)
UNDERLINE = _name(
    "underline",
    "Span",
    "underlined words",
    "readers pandoc",
    "pandoc renderers.confluence renderers.docx renderers.html renderers.markdown "
    "renderers.pandoc renderers.pdf",
)
SMALL_CAPS = _name(
    "smallcaps",
    "Span",
    "words in small capitals",
    "readers pandoc",
    "pandoc renderers.docx renderers.html renderers.pandoc renderers.pdf",
)
EMOJI = _name(
    "emoji",
    "Span",
    "a picture character, as pandoc reads one; the pair `emoji` is the name it was typed by in a heading",
    "readers passes",
    "",
)
PLACEHOLDER = _name(
    "placeholder",
    "Span",
    "what is still to be filled in",
    "readers specification",
    "folders renderers.common renderers.confluence renderers.docx renderers.html "
    "renderers.markdown renderers.pandoc renderers.pdf",
)
SIGNATURE_FIELD = _name(
    "signature-field",
    "Span",
    "empty, where somebody is to sign; the pairs `anchor` and `title` name it for programs and people",
    "specification",
    "renderers.common renderers.docx renderers.html",
)
EQUATION_NUMBER = _name(
    "equation-number",
    "Span",
    "the number of a formula as it is printed",
    "passes",
    "compare renderers.html renderers.pdf",
)
INSERTED = _name(
    "inserted",
    "Div or Span",
    "inserted blocks or words, with the pairs `author` and `date` where that is known; the pair `moved` "
    "where they were moved here, with the same value as where they stood",
    "readers compare",
    "compare pandoc renderers.common renderers.confluence renderers.docx renderers.html "
    "renderers.markdown renderers.pdf",
)
DELETED = _name(
    "deleted",
    "Div or Span",
    "deleted blocks or words, with the pairs `author` and `date` where that is known; the pair `moved` where "
    "they were moved from here",
    "readers compare",
    "compare pandoc renderers.common renderers.confluence renderers.docx renderers.html "
    "renderers.markdown renderers.pdf",
)
INSERTED_PARAGRAPH = _name(
    "inserted-paragraph",
    "Span",
    "empty, at the end of a paragraph or heading that was inserted as such",
    "readers compare",
    "compare pandoc renderers.common",
)
DELETED_PARAGRAPH = _name(
    "deleted-paragraph",
    "Span",
    "empty, at the end of a paragraph or heading that was deleted as such",
    "readers compare",
    "compare pandoc renderers.common",
)
FORMAT_CHANGED = _name(
    "format-changed",
    "Span",
    "words whose look was changed, with the pairs `author` and `date`; the pair `was` has the looks before, "
    "as names of nodes and classes with spaces between them",
    "readers",
    "",
)
FORMAT_CHANGED_PARAGRAPH = _name(
    "format-changed-paragraph",
    "Span",
    "empty, at the end of a paragraph or heading whose look was changed, with the pairs `author` and `date`",
    "readers",
    "",
)
INSERTED_ITEM = _name(
    "inserted-item",
    "Div",
    "all of an item or a meaning that was inserted as such, behind `inserted`; the term of an item with its "
    "meanings is a span of `inserted`",
    "compare",
    "compare",
)
DELETED_ITEM = _name(
    "deleted-item",
    "Div",
    "all of an item or a meaning that was deleted as such, behind `deleted`",
    "compare",
    "compare",
)
INSERTED_ROW = _name(
    "inserted-row",
    "Div",
    "all of a cell whose row was inserted, behind `inserted`",
    "readers compare",
    "compare renderers.common",
)
DELETED_ROW = _name(
    "deleted-row",
    "Div",
    "all of a cell whose row was deleted, behind `deleted`",
    "readers compare",
    "compare renderers.common",
)
INSERTED_CELL = _name(
    "inserted-cell",
    "Div",
    "all of a cell whose column was inserted, behind `inserted`; empty where its row has nothing of it",
    "readers compare",
    "compare renderers.common",
)
DELETED_CELL = _name(
    "deleted-cell",
    "Div",
    "all of a cell whose column was deleted, behind `deleted`; empty where its row has nothing of it",
    "readers compare",
    "compare renderers.common",
)
CHANGE_SUMMARY = _name(
    "change-summary",
    "Div",
    "what changed, at the top of a comparison: it is part of neither version",
    "compare",
    "compare",
)
VERSIONS = _name(
    "versions",
    "Div",
    "a table of two columns: what changed in the old version, and the same in the new one",
    "compare",
    "",
)
CHANGED = _name(
    "changed",
    "Div",
    "blocks in which something changed since an older version: a bar stands beside them",
    "compare",
    "renderers.common renderers.docx renderers.html renderers.pdf",
)
COMMENT_START = _name(
    "comment-start",
    "Span",
    "empty, where that begins what a comment is about; the pair `comment` is its name",
    "readers",
    "pandoc renderers.docx",
)
COMMENT = _name(
    "comment",
    "Span",
    "a footnote with what somebody said of the text; the pair `comment` is its name",
    "readers",
    "pandoc renderers.docx review",
)
BYLINE = _name(
    "byline",
    "Span",
    "who made the change before it, or the comment that it begins, in words",
    "readers",
    "pandoc renderers.docx renderers.html renderers.pdf",
)

# Within the readers of Word and OpenDocument, until all of a document is read

CODE_LINE = _name(
    "code-line", "CodeBlock", "a line of code, to be joined with its neighbours", "readers", "readers"
)
CODE_BEGINS = _name(
    "code-begins", "CodeBlock", "the first line of a block, behind `code-line`", "readers", "readers"
)
ASIDE_HEAD = _name("aside-head", "Div", "the title of an admonition; its kind follows", "readers", "readers")
ASIDE_BODY = _name(
    "aside-body", "Div", "a paragraph of an admonition; its kind follows", "readers", "readers"
)
MISSING_PICTURE = _name("missing-picture", "Span", "words in the place of a picture", "readers", "readers")

# On this program's own pages, when they are read again

PERMALINK = _name("permalink", "Link", "a link from a heading to itself", "renderers.html", "readers")
HEADING_NUMBER = _name("number", "Span", "the number of a heading", "renderers.html", "readers")
MISSING = _name(
    "missing", "Link or Span", "words in the place of a picture", "renderers.html renderers.pandoc", "readers"
)
CODE = _name("code", "Div", "code below the name of its language", "renderers.html", "readers")

CLASSES: tuple[ClassName, ...] = tuple(_KNOWN.values())
"""All of them."""
